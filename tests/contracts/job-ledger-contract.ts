import type { Day } from '../../src/domain/daily-run.ts';
import type { JobRun } from '../../src/ports/job-ledger.ts';
import type { MakeRetentionWorld, RetentionWorld } from './retention-world.ts';
import type { TestRunner } from './test-runner.ts';

const [monday, tuesday, wednesday] = ['2026-01-05', '2026-01-06', '2026-01-07'] as Day[];

/** Tests what every {@link JobLedger} promises. */
export function describeJobLedger(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeRetentionWorld,
): void {
  describe(`the job ledger on ${name}`, () => {
    let world: RetentionWorld;
    let job: string;

    beforeEach(async () => {
      world = await makeWorld();
      job = `job-${crypto.randomUUID()}`;
    });
    afterEach(() => world.close());

    test('has nothing to make up for a job of which nothing is known', async () => {
      expect(await take(monday)).toBeNull();
      expect(await take(monday)).toBeNull();
      expect(await take(tuesday)).not.toBeNull();
    });

    test('gives a day to one of all who ask at once', async () => {
      await take(monday);

      const runs = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          (i % 2 === 0 ? world.ledger : world.ledgerThere).take(job, tuesday as Day, 60),
        ),
      );

      expect(runs.filter((run) => run !== null)).toHaveLength(1);
    });

    test('gives a day that is finished to nobody', async () => {
      await take(monday);
      await (await taken(tuesday)).finish();

      expect(await take(tuesday, world.ledgerThere)).toBeNull();
      expect(await take(wednesday, world.ledgerThere)).not.toBeNull();
    });

    test('gives a day that was given back to the next', async () => {
      await take(monday);
      const first = await taken(tuesday);
      await first.giveBack();

      const second = await take(tuesday, world.ledgerThere);

      expect(second).not.toBeNull();
      expect(await take(tuesday)).toBeNull();
      expect(await first.keep(60)).toBe(false);
    });

    test('gives a day that nobody kept to the next; whoever had it cannot finish it', async () => {
      await take(monday);
      const gone = await taken(tuesday, 0);
      const second = await take(tuesday, world.ledgerThere);

      expect(await gone.keep(60)).toBe(false);
      await gone.finish();
      await gone.giveBack();

      expect(await second?.keep(60)).toBe(true);
      expect(await take(tuesday)).toBeNull();
    });

    test('keeps a day for whoever keeps it', async () => {
      await take(monday);
      const run = await taken(tuesday, 0);

      expect(await run.keep(60)).toBe(true);

      expect(await take(tuesday, world.ledgerThere)).toBeNull();
    });

    test('does not go back: once a day was taken, those before it are over', async () => {
      await take(monday);
      await taken(wednesday);

      expect(await take(tuesday)).toBeNull();
      expect(await take(monday)).toBeNull();
    });

    test('knows each job by itself', async () => {
      await take(monday);
      await (await taken(tuesday)).finish();
      const other = `job-${crypto.randomUUID()}`;

      expect(await world.ledger.take(other, monday as Day, 60)).toBeNull();
      expect(await world.ledger.take(other, tuesday as Day, 60)).not.toBeNull();
    });

    test('knows the time', async () => {
      const [first, second] = [await world.ledger.now(), await world.ledgerThere.now()];

      expect(first).toBeInstanceOf(Date);
      expect(second >= first).toBe(true);
    });

    async function take(day: Day | undefined, ledger = world.ledger): Promise<JobRun | null> {
      return ledger.take(job, day as Day, 60);
    }

    async function taken(day: Day | undefined, leaseSeconds = 60): Promise<JobRun> {
      const run = await world.ledger.take(job, day as Day, leaseSeconds);
      if (run === null) throw new Error('The run is not free.');
      return run;
    }
  });
}
