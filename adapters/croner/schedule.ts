import { Cron } from 'croner';
import type { Logger } from '../../src/ports/logger.ts';

/** Runs work again and again. A run that is late is skipped, not stacked; one that fails is logged, not fatal. */
export class Schedule {
  readonly #jobs: Cron[] = [];
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `pattern` is cron's, with seconds in front: `* * * * * *` is every second. */
  every(pattern: string, name: string, work: () => Promise<void>): void {
    const failed = (error: unknown) =>
      this.#logger.error(`The job ${name} failed; it runs again at its next turn`, {
        error: error instanceof Error ? error.message : String(error),
      });
    this.#jobs.push(new Cron(pattern, { protect: true, catch: failed, unref: true }, work));
  }

  stop(): void {
    for (const job of this.#jobs) job.stop();
  }
}
