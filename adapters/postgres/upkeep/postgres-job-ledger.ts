import { randomUUID } from 'node:crypto';
import type { Day } from '../../../src/domain/daily-run.ts';
import type { JobLedger, JobRun } from '../../../src/ports/job-ledger.ts';
import type { Database } from '../database/database.ts';

/**
 * Takes the run $1 of the day $2 for $3, who holds it for $4 seconds. The first row of a job is a finished run. A run
 * is taken over when its holder did not keep it.
 */
const takeRun = `
  insert into job_runs (job, day, holder, held_until, finished_at)
  select $1::text, $2::date, $3::uuid, now() + $4::float8 * interval '1 second',
    case when exists (select 1 from job_runs where job = $1::text) then null else now() end
  where not exists (select 1 from job_runs where job = $1::text and day > $2::date)
  on conflict (job, day) do update set holder = excluded.holder, held_until = excluded.held_until
  where job_runs.finished_at is null and job_runs.held_until <= now()
  returning finished_at is null as "isTaken"`;

const keepRun = `
  update job_runs set held_until = now() + $4::float8 * interval '1 second'
  where job = $1 and day = $2::date and holder = $3::uuid and finished_at is null
  returning 1`;

const finishRun = `
  update job_runs set finished_at = now()
  where job = $1 and day = $2::date and holder = $3::uuid and finished_at is null`;

/** Keeps in SQL which jobs ran. Time is the database's. */
export class PostgresJobLedger implements JobLedger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async now(): Promise<Date> {
    const [row] = await this.#database.query<{ now: Date | string }>('select now() as now');
    if (row === undefined) throw new RangeError('The question for the time has one answer.');
    return new Date(row.now);
  }

  async take(job: string, day: Day, leaseSeconds: number): Promise<JobRun | null> {
    const run = [job, day, randomUUID()];
    const rows = await this.#database.query<{ isTaken: boolean }>(takeRun, [...run, leaseSeconds]);
    if (rows[0]?.isTaken !== true) return null;
    const keep = async (seconds: number) =>
      (await this.#database.query(keepRun, [...run, seconds])).length > 0;
    return {
      keep,
      giveBack: async () => {
        await keep(0);
      },
      finish: async () => {
        await this.#database.query(finishRun, run);
      },
    };
  }
}
