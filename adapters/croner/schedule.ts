import { Cron, type CronOptions } from 'croner';
import type { Logger } from '../../src/ports/logger.ts';

type Work = () => Promise<void>;

/** Runs work again and again. A run that is late is skipped, not stacked; one that fails is logged, not fatal. */
export class Schedule {
  readonly #jobs: Cron[] = [];
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `pattern` is cron's, with seconds in front: `* * * * * *` is every second. */
  every(pattern: string, name: string, work: Work): void {
    this.#add(pattern, name, work);
  }

  /** Every day at that hour by the clock on the wall of that IANA time zone. */
  everyDay(hour: number, timezone: string, name: string, work: Work): void {
    this.#add(`0 0 ${hour} * * *`, name, work, { timezone });
  }

  /** Once, now. */
  atOnce(name: string, work: Work): void {
    work().catch((error: unknown) => this.#failed(name, error));
  }

  stop(): void {
    for (const job of this.#jobs) job.stop();
  }

  #add(pattern: string, name: string, work: Work, options: CronOptions = {}): void {
    const failed = (error: unknown) => this.#failed(name, error);
    const always = { protect: true, catch: failed, unref: true };
    this.#jobs.push(new Cron(pattern, { ...always, ...options }, work));
  }

  #failed(name: string, error: unknown): void {
    this.#logger.error(`The job ${name} failed; it runs again at its next turn`, {
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
