import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../../adapters/memory/manual-clock.ts';
import { MemoryJobLedger } from '../../../adapters/memory/memory-job-ledger.ts';
import type { JobLedger } from '../../../src/ports/job-ledger.ts';
import { type DailyJob, RunDailyJob } from '../../../src/use-cases/upkeep/run-daily-job.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { aPurge, keepEnded, left } from '../../support/a-purge.ts';

const day = 86_400;
/** 3 o'clock in Paris, in winter. */
const three = new Date('2026-01-05T02:00:00.000Z');
const theEveningBefore = new Date('2026-01-04T20:00:00.000Z');

describe('a daily job', () => {
  test('has nothing to make up on a new database, and runs from the next 3 o’clock on', async () => {
    const clock = new ManualClock(theEveningBefore);
    const [ledger, runs] = [new MemoryJobLedger(clock), [] as string[]];
    const node = aNode(ledger, clock, runs);

    await node.execute();
    clock.set(new Date(three.getTime() - 1));
    await node.execute();
    const before = [...runs];
    clock.set(three);
    await node.execute();

    expect(before).toEqual([]);
    expect(runs).toEqual(['2026-01-05T02:00:00.000Z']);
  });

  test('runs once a day, however often it is called for, on however many processes', async () => {
    const { ledger, clock, runs } = await aLedger();
    const nodes = Array.from({ length: 5 }, () => aNode(ledger, clock, runs));

    for (let hour = 0; hour < 72; hour += 1) {
      clock.advance(3600);
      await Promise.all(nodes.map((node) => node.execute()));
    }

    expect(runs).toEqual([
      '2026-01-05T02:00:00.000Z',
      '2026-01-06T02:00:00.000Z',
      '2026-01-07T02:00:00.000Z',
    ]);
  });

  test('that was due while no process was up is made up at the next start, the latest only', async () => {
    const { ledger, clock, runs } = await aLedger();
    clock.advance(5 * day);

    await aNode(ledger, clock, runs).execute();
    await aNode(ledger, clock, runs).execute();

    expect(runs).toEqual(['2026-01-09T20:00:00.000Z']);
  });

  test('whose process died half-way goes on elsewhere after a minute of silence', async () => {
    const { ledger, clock, runs } = await aLedger();
    clock.set(three);
    const died = Promise.withResolvers<boolean>();
    void aNode(ledger, clock, runs, () => died.promise).execute();
    await settled();

    clock.advance(59);
    await aNode(ledger, clock, runs).execute();
    const within = runs.length;
    clock.advance(1);
    await aNode(ledger, clock, runs).execute();
    await aNode(ledger, clock, runs).execute();

    expect(within).toBe(1);
    expect(runs).toHaveLength(2);
  });

  test('that takes hours stays with its process as long as it works', async () => {
    const { ledger, clock, runs } = await aLedger();
    clock.set(three);
    const others = aNode(ledger, clock, runs);
    const works = async (_: Date, goesOn: () => Promise<boolean>) => {
      for (let step = 0; step < 200; step += 1) {
        clock.advance(40);
        if (!(await goesOn())) return false;
        await others.execute();
      }
      return true;
    };

    await aNode(ledger, clock, runs, works).execute();

    expect(runs).toHaveLength(1);
  });

  test('that was taken for gone stops when it comes back', async () => {
    const { ledger, clock, runs } = await aLedger();
    clock.set(three);
    const went: boolean[] = [];
    const sleeps = async (_: Date, goesOn: () => Promise<boolean>) => {
      went.push(await goesOn());
      clock.advance(3600);
      await aNode(ledger, clock, runs).execute();
      went.push(await goesOn());
      return false;
    };

    await aNode(ledger, clock, runs, sleeps).execute();

    expect(went).toEqual([true, false]);
    expect(runs).toHaveLength(2);
    await aNode(ledger, clock, runs).execute();
    expect(runs).toHaveLength(2);
  });

  test('that fails is an error for its caller, and is tried again', async () => {
    const { ledger, clock, runs } = await aLedger();
    clock.set(three);
    const failing = aNode(ledger, clock, runs, () => Promise.reject(new Error('no database')));

    await expect(failing.execute()).rejects.toThrow('no database');
    clock.advance(60);
    await aNode(ledger, clock, runs).execute();

    expect(runs).toHaveLength(2);
  });

  test('that is not done is taken up by the next who asks', async () => {
    const { ledger, clock, runs } = await aLedger();
    clock.set(three);

    await aNode(ledger, clock, runs, async () => false).execute();
    await aNode(ledger, clock, runs).execute();
    await aNode(ledger, clock, runs).execute();

    expect(runs).toHaveLength(2);
  });

  test('that is stopped comes to its next step, and another process goes on at once', async () => {
    const { ledger, clock, runs } = await aLedger();
    clock.set(three);
    const step = Promise.withResolvers<void>();
    const works = async (_: Date, goesOn: () => Promise<boolean>) => {
      await step.promise;
      return goesOn();
    };
    const node = aNode(ledger, clock, runs, works);
    const running = node.execute();
    await settled();

    const stopped = node.stop();
    step.resolve();
    await Promise.all([stopped, running]);
    await node.execute();
    await aNode(ledger, clock, runs).execute();

    expect(runs).toHaveLength(2);
  });

  test('goes back to no day when clocks are set back', async () => {
    const { ledger, clock, runs } = await aLedger();
    clock.set(three);
    const node = aNode(ledger, clock, runs);
    await node.execute();

    clock.advance(-day);
    await node.execute();
    clock.advance(day);
    await node.execute();

    expect(runs).toHaveLength(1);
  });
});

describe('a process whose clock is wrong', () => {
  test.each([
    ['a day ahead', day],
    ['a year ahead', 365 * day],
  ])('by %s makes nothing older than it is', async (_, seconds) => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const ledger = new MemoryJobLedger(world.clock);
    await aPurge({ ...world, ledger }).nightly.execute();
    const events = await keepEnded(world, acme, 89.9, 10);
    const ahead = new ManualClock(world.now);
    ahead.advance(seconds);

    await aPurge({ ...world, ledger, clock: ahead }).nightly.execute();

    expect(await left(world, acme, events)).toEqual(events);
    world.clock.advance(day);
    await aPurge({ ...world, ledger }).nightly.execute();
    expect(await left(world, acme, events)).toEqual(events.slice(1));
  });

  test('a day behind leaves the work to the others, and removes nothing twice', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const behind = new ManualClock(world.now);
    behind.advance(-day);
    const [wrong, right] = [aPurge({ ...world, clock: behind }), aPurge(world)];
    await right.nightly.execute();
    const events = await keepEnded(world, acme, 95);
    world.clock.advance(day);
    behind.advance(day);

    await wrong.nightly.execute();
    const untouched = await left(world, acme, events);
    await right.nightly.execute();
    await wrong.nightly.execute();

    expect(untouched).toEqual(events);
    expect(await left(world, acme, events)).toEqual([]);
    expect((await world.log.read(acme, 0, 10)).entries).toHaveLength(1);
  });
});

describe('the nightly purge', () => {
  test('of two processes is one purge; killed half-way it is finished by the other', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const dies = Promise.withResolvers<void>();
    await aPurge(world).nightly.execute();
    const events = await keepEnded(world, acme, 99, 98, 97, 96, 95);
    world.clock.advance(day);
    const killed = aPurge(world, { batchSize: 2, rest: () => dies.promise });
    const other = aPurge(world, { batchSize: 2 });

    void killed.nightly.execute();
    await settled();
    await other.nightly.execute();
    const half = await left(world, acme, events);
    world.clock.advance(60);
    await other.nightly.execute();

    expect(half).toEqual(events.slice(2));
    expect(await left(world, acme, events)).toEqual([]);
    const { entries } = await world.log.read(acme, 0, 100);
    expect(entries.map(({ subjectId }) => subjectId)).toEqual(events.map(({ id }) => id));
  });
});

/** A ledger that knows the job, and a clock that stands at the evening before. */
async function aLedger() {
  const clock = new ManualClock(theEveningBefore);
  const known = { clock, ledger: new MemoryJobLedger(clock), runs: [] as string[] };
  await aNode(known.ledger, clock, known.runs).execute();
  return known;
}

/** A process that records when it runs the job. */
function aNode(
  ledger: JobLedger,
  clock: ManualClock,
  runs: string[],
  works: (now: Date, goesOn: () => Promise<boolean>) => Promise<boolean> = async () => true,
): { execute: () => Promise<void>; stop: () => Promise<void> } {
  const runDailyJob = new RunDailyJob({ jobLedger: ledger, clock });
  const job: DailyJob = {
    name: 'a-job',
    hour: 3,
    timeZone: 'Europe/Paris',
    work: (now, goesOn) => {
      runs.push(now.toISOString());
      return works(now, goesOn);
    },
  };
  return { execute: () => runDailyJob.execute(job), stop: () => runDailyJob.stop() };
}

/** Resolves when everything that needs no timer has run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
