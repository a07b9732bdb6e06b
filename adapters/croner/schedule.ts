import { Cron, type CronOptions } from 'croner';
import type { Logger } from '../../src/ports/logger.ts';

type Work = () => Promise<void>;

/** How long a running job may continue after `stop`. Milliseconds. */
const patience = 3_000;

/** Runs work repeatedly. A run that would overlap the one before is skipped; a failed run is logged. */
export class Schedule {
  readonly #jobs: Cron[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** `pattern` is cron's, with seconds in front: `* * * * * *` is every second. */
  every(pattern: string, name: string, work: Work): void {
    this.#add(pattern, name, work);
  }

  /** Every day at that hour of the local time in that IANA time zone. */
  everyDay(hour: number, timezone: string, name: string, work: Work): void {
    this.#add(`0 0 ${hour} * * *`, name, work, { timezone });
  }

  /** Once, now. */
  atOnce(name: string, work: Work): void {
    void this.#run(name, work);
  }

  /** Begins no more runs. Resolves when nothing runs, or when a run takes too long. */
  async stop(): Promise<void> {
    for (const job of this.#jobs) job.stop();
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patience);
    });
    await Promise.race([Promise.all(this.#running), tooLong]);
    clearTimeout(timer);
  }

  #add(pattern: string, name: string, work: Work, options: CronOptions = {}): void {
    const always = { protect: true, unref: true };
    this.#jobs.push(new Cron(pattern, { ...always, ...options }, () => this.#run(name, work)));
  }

  async #run(name: string, work: Work): Promise<void> {
    const run = work().catch((error: unknown) => this.#failed(name, error));
    this.#running.add(run);
    await run;
    this.#running.delete(run);
  }

  #failed(name: string, error: unknown): void {
    this.#logger.error(`The job ${name} failed; it runs again at its next turn`, {
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
