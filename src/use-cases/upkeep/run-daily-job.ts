import { latestRun } from '../../domain/daily-run.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobLedger, JobRun } from '../../ports/job-ledger.ts';

/** A process that runs a job and does not keep its lease for this time counts as gone. */
const leaseSeconds = 60;
const sayEverySeconds = 15;

export interface DailyJob {
  /** Its name in the ledger. */
  name: string;
  /** The local hour in `timeZone` from which it is due. */
  hour: number;
  timeZone: string;
  /**
   * Does the job as of `now`. It asks `goesOn` between small steps, and stops after a false. It returns whether it is
   * done. Otherwise, or when it throws, it is run again, so doing a part twice must be harmless.
   */
  work: (now: Date, goesOn: () => Promise<boolean>) => Promise<boolean>;
}

export interface RunDailyJobParts {
  jobLedger: JobLedger;
  clock: Clock;
}

/**
 * Runs jobs once a day across all processes. When no process was up at the hour, the latest missed run is made up. When
 * a process dies, another continues its run within minutes.
 */
export class RunDailyJob {
  readonly #parts: RunDailyJobParts;
  readonly #running = new Map<string, Promise<void>>();
  #stops = false;

  constructor(parts: RunDailyJobParts) {
    this.#parts = parts;
  }

  /** Runs the job when it is due and no process has it. Call it often: calls during a run join that run. */
  execute(job: DailyJob): Promise<void> {
    if (this.#stops) return Promise.resolve();
    const { name } = job;
    const running =
      this.#running.get(name) ?? this.#execute(job).finally(() => this.#running.delete(name));
    this.#running.set(name, running);
    return running;
  }

  /** Resolves when nothing runs here any more. Another process, or the next start, continues an unfinished run. */
  async stop(): Promise<void> {
    this.#stops = true;
    // Each failure is reported to the caller of its own `execute()`.
    await Promise.allSettled(this.#running.values());
  }

  async #execute({ name, hour, timeZone, work }: DailyJob): Promise<void> {
    const now = await this.#now();
    const run = await this.#parts.jobLedger.take(
      name,
      latestRun(now, hour, timeZone),
      leaseSeconds,
    );
    if (run === null) return;
    const isDone = await work(now, this.#keeping(run));
    await (isDone ? run.finish() : run.giveBack());
  }

  /** The earlier of this process's clock and the ledger's, because a wrong clock must not make things old. */
  async #now(): Promise<Date> {
    const [ours, theirs] = [this.#parts.clock.now(), await this.#parts.jobLedger.now()];
    return ours < theirs ? ours : theirs;
  }

  #keeping(run: JobRun): () => Promise<boolean> {
    let saidAt = this.#parts.clock.now();
    return async () => {
      if (this.#stops) return false;
      const now = this.#parts.clock.now();
      if (now.getTime() - saidAt.getTime() < sayEverySeconds * 1000) return true;
      saidAt = now;
      return run.keep(leaseSeconds);
    };
  }
}
