import { performance } from 'node:perf_hooks';
import type { Readiness } from '../../src/ports/readiness.ts';

const tickMilliseconds = 100;
const mostLagMilliseconds = 250;
/** Balancers ask every few seconds, but not while the loop stood still: what they missed is told for a while. */
const toldForMilliseconds = 1000;

/** Whether this process gets round to its work: not when its event loop stood still for over 250 ms a moment ago. */
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
    if (performance.now() - this.#lateAt < toldForMilliseconds) {
      throw new Error('The event loop stood still a moment ago.');
    }
  }

  #look(): void {
    const now = performance.now();
    if (now - this.#dueAt > mostLagMilliseconds) this.#lateAt = now;
  }
}
