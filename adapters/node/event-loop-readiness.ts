import { performance } from 'node:perf_hooks';
import type { Readiness } from '../../src/ports/readiness.ts';

const tickMilliseconds = 100;
const mostLagMilliseconds = 250;
/**
 * A load balancer asks every few seconds, and not while the loop is blocked. So a blockage is reported for this long.
 */
const blockageCounts = 1000;

/** Fails while the event loop of this process was blocked for over 250 ms a moment ago. */
export class EventLoopReadiness implements Readiness {
  readonly part = 'event_loop';
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;
  #lateAt = -Infinity;

  start(): void {
    this.#dueAt = performance.now() + tickMilliseconds;
    this.#timer = setInterval(() => {
      this.#look();
      this.#dueAt = performance.now() + tickMilliseconds;
    }, tickMilliseconds).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#dueAt = Infinity;
  }

  async probe(): Promise<void> {
    this.#look();
    if (performance.now() - this.#lateAt < blockageCounts) {
      throw new Error('The event loop stood still a moment ago.');
    }
  }

  #look(): void {
    const now = performance.now();
    if (now - this.#dueAt > mostLagMilliseconds) this.#lateAt = now;
  }
}
