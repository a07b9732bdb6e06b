import { performance } from 'node:perf_hooks';
import type { Readiness } from '../../src/ports/readiness.ts';

/** Repeated work has to succeed this often. Milliseconds. */
const longestBetween = 5_000;

/** Fails when no run of a repeated work succeeded for a while. */
export class WorkReadiness implements Readiness {
  readonly part: Readiness['part'];
  #doneAt: number | null = null;

  constructor(part: Readiness['part']) {
    this.part = part;
  }

  async run(work: () => Promise<void>): Promise<void> {
    this.#doneAt ??= performance.now();
    await work();
    this.#doneAt = performance.now();
  }

  async probe(): Promise<void> {
    if (this.#doneAt !== null && performance.now() - this.#doneAt > longestBetween) {
      throw new Error('It was not done for a while.');
    }
  }
}
