import type { Day } from '../domain/daily-run.ts';

/** Records which daily jobs ran on which day. One process among all on a store gets a day's run. */
export interface JobLedger {
  /** The ledger's own time. It is the same for every process, whatever the process's clock says. */
  now(): Promise<Date>;

  /**
   * Takes a day's run. Null when it is finished, when another process has it, or when a later day's run was taken. A
   * new job has nothing to make up: its first day is recorded as finished, and the answer is null. A run that was not
   * kept for `leaseSeconds` is free again, because its process is gone.
   */
  take(job: string, day: Day, leaseSeconds: number): Promise<JobRun | null>;
}

/** A day's run in the hands of the process that took it. */
export interface JobRun {
  /** Keeps the run for `leaseSeconds` from now. False when another process has taken it. */
  keep(leaseSeconds: number): Promise<boolean>;
  /** Gives the run back unfinished. The next process that asks takes it. */
  giveBack(): Promise<void>;
  /** Marks the day's run as finished. */
  finish(): Promise<void>;
}
