import type { Day } from '../../src/domain/daily-run.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { JobLedger, JobRun } from '../../src/ports/job-ledger.ts';

interface Row {
  holder: symbol | null;
  heldUntil: number;
  isFinished: boolean;
}

/** Keeps in memory which jobs ran. */
export class MemoryJobLedger implements JobLedger {
  readonly #clock: Clock;
  readonly #jobs = new Map<string, Map<Day, Row>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async now(): Promise<Date> {
    return this.#clock.now();
  }

  async take(job: string, day: Day, leaseSeconds: number): Promise<JobRun | null> {
    const days = this.#jobs.get(job);
    if (days === undefined) {
      this.#jobs.set(job, new Map([[day, { holder: null, heldUntil: 0, isFinished: true }]]));
      return null;
    }
    if ([...days.keys()].some((taken) => taken > day)) return null;
    const row = days.get(day) ?? { holder: null, heldUntil: 0, isFinished: false };
    if (row.isFinished || row.heldUntil > this.#time()) return null;
    days.set(day, row);
    const holder = Symbol(job);
    row.holder = holder;
    row.heldUntil = this.#time() + leaseSeconds * 1000;
    return this.#runOf(row, holder);
  }

  #runOf(row: Row, holder: symbol): JobRun {
    const isOurs = () => row.holder === holder && !row.isFinished;
    return {
      keep: async (leaseSeconds) => {
        if (isOurs()) row.heldUntil = this.#time() + leaseSeconds * 1000;
        return isOurs();
      },
      giveBack: async () => {
        if (isOurs()) row.heldUntil = 0;
      },
      finish: async () => {
        if (isOurs()) row.isFinished = true;
      },
    };
  }

  #time(): number {
    return this.#clock.now().getTime();
  }
}
