import type { Day } from '../domain/daily-run.ts';

/** Which daily jobs ran on which day. Of all processes on one store, one has a day's run. */
export interface JobLedger {
  /** What time it is where the ledger is kept: the same for every process, whatever its own clock says. */
  now(): Promise<Date>;

  /**
   * Takes a day's run. Null when it is finished, when somebody else has it, or when a later day's was taken already.
   * A job of which nothing is known has nothing to make up: its first day is noted as finished, and the answer is null.
   * A run that was not kept for `leaseSeconds` is free again: whoever had it is gone.
   */
  take(job: string, day: Day, leaseSeconds: number): Promise<JobRun | null>;
}

/** A day's run, for whoever took it. */
export interface JobRun {
  /** Keeps it for `leaseSeconds` from now. False when it is somebody else's by now. */
  keep(leaseSeconds: number): Promise<boolean>;
  /** Gives it back unfinished: the next to ask takes it. */
  giveBack(): Promise<void>;
  /** The day's run is done. */
  finish(): Promise<void>;
}
