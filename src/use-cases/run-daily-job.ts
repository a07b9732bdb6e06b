import { latestRun } from '../domain/daily-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { JobLedger, JobRun } from '../ports/job-ledger.ts';

/** Whoever runs a job and does not say so for a minute is taken for gone. */
const leaseSeconds = 60;
const sayEverySeconds = 15;

export interface DailyJob {
  /** Its name in the ledger. */
  name: string;
  /** It is due from this hour on, by the clock on the wall in `timeZone`. */
  hour: number;
  timeZone: string;
  /**
   * Does it, as of `now`, and asks `goesOn` between small steps: after a false it stops. Answers whether it is done; if
   * not, or when it throws, it is run again, so doing a part twice must be harmless.
   */
  work: (now: Date, goesOn: () => Promise<boolean>) => Promise<boolean>;
}

/**
 * Runs a job once a day across all processes. A run that was due while no process was up is made up, the latest only;
 * one whose process died goes on within minutes on another.
 */
export class RunDailyJob {
  readonly #ledger: JobLedger;
  readonly #clock: Clock;
  readonly #job: DailyJob;
  #running: Promise<void> | null = null;
  #stops = false;

  constructor(ledger: JobLedger, clock: Clock, job: DailyJob) {
    this.#ledger = ledger;
    this.#clock = clock;
    this.#job = job;
  }

  /** Runs the job where it is due and nobody has it. To be called often; while a call is under way others join it. */
  execute(): Promise<void> {
    if (this.#stops) return Promise.resolve();
    this.#running ??= this.#execute().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Resolves when nothing runs here any more. What was under way is left to another process, or to the next start. */
  async stop(): Promise<void> {
    this.#stops = true;
    // It failed for whoever called for it.
    await this.#running?.catch(() => undefined);
  }

  async #execute(): Promise<void> {
    const { name, hour, timeZone, work } = this.#job;
    const now = await this.#now();
    const run = await this.#ledger.take(name, latestRun(now, hour, timeZone), leaseSeconds);
    if (run === null) return;
    const isDone = await work(now, this.#keeping(run));
    await (isDone ? run.finish() : run.giveBack());
  }

  /** A clock that is wrong must not make things old: of this process' and the ledger's, the one that is behind counts. */
  async #now(): Promise<Date> {
    const [ours, theirs] = [this.#clock.now(), await this.#ledger.now()];
    return ours < theirs ? ours : theirs;
  }

  #keeping(run: JobRun): () => Promise<boolean> {
    let saidAt = this.#clock.now();
    return async () => {
      if (this.#stops) return false;
      const now = this.#clock.now();
      if (now.getTime() - saidAt.getTime() < sayEverySeconds * 1000) return true;
      saidAt = now;
      return run.keep(leaseSeconds);
    };
  }
}
