import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Schedule } from '../../adapters/croner/schedule.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';

beforeEach(() => void jest.useFakeTimers({ now: new Date('2026-07-01T01:59:57Z') }));

afterEach(() => {
  const left = jest.getTimerCount();
  jest.useRealTimers();
  // oxlint-disable-next-line jest/no-standalone-expect -- of every test
  expect(left).toBe(0);
});

/** A schedule, and the work that a test lets end when it wants. */
function aSchedule() {
  const logger = new RecordingLogger();
  const schedule = new Schedule(logger);
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  return {
    schedule,
    logger,
    /** When each run began. */
    begun,
    quick: async () => void begun.push(new Date().toISOString()),
    long: () => {
      begun.push(new Date().toISOString());
      return new Promise<void>((resolve) => ends.push(resolve));
    },
    endOne: () => ends.shift()?.(),
  };
}

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

describe('work that is done again and again', () => {
  test('is done at each of its turns', async () => {
    const { schedule, quick, begun } = aSchedule();

    schedule.every('*/2 * * * * *', 'count', quick);
    await pass(5);

    expect(begun).toEqual([
      '2026-07-01T01:59:58.000Z',
      '2026-07-01T02:00:00.000Z',
      '2026-07-01T02:00:02.000Z',
    ]);
    await schedule.stop();
  });

  test('that is still going on at its next turn is not begun a second time, and not made up for', async () => {
    const { schedule, long, begun, endOne } = aSchedule();
    schedule.every('* * * * * *', 'crawl', long);
    await pass(3);

    const meanwhile = begun.length;
    endOne();
    await pass(1);

    expect(meanwhile).toBe(1);
    expect(begun).toEqual(['2026-07-01T01:59:58.000Z', '2026-07-01T02:00:01.000Z']);
    endOne();
    await schedule.stop();
  });

  test('keeps no other work waiting', async () => {
    const { schedule, long, quick, begun, endOne } = aSchedule();
    schedule.every('59 59 * * * *', 'crawl', long);
    schedule.every('0 * * * * *', 'count', quick);

    await pass(4);

    expect(begun).toEqual(['2026-07-01T01:59:59.000Z', '2026-07-01T02:00:00.000Z']);
    endOne();
    await schedule.stop();
  });

  test('and fails is logged by its name, and is done again at its next turn', async () => {
    const { schedule, logger, quick, begun } = aSchedule();
    const failing = async () => {
      await quick();
      // oxlint-disable-next-line typescript/only-throw-error -- whatever a job throws
      throw begun.length === 1 ? new Error('the store is away') : 'as a text';
    };

    schedule.every('* * * * * *', 'purge', failing);
    await pass(2);

    const message = 'The job purge failed; it runs again at its next turn';
    expect(begun).toHaveLength(2);
    expect(logger.lines).toEqual([
      { level: 'error', message, fields: { error: 'the store is away' } },
      { level: 'error', message, fields: { error: 'as a text' } },
    ]);
    await schedule.stop();
  });
});

describe('work of every day', () => {
  test.each([
    ['Europe/Paris in summer', 'Europe/Paris', '2026-07-01T01:59:57Z', '2026-07-01T02:00:00.000Z'],
    ['Europe/Paris in winter', 'Europe/Paris', '2026-12-01T02:59:57Z', '2026-12-01T03:00:00.000Z'],
    ['Asia/Tokyo', 'Asia/Tokyo', '2026-07-01T18:59:57Z', '2026-07-01T19:00:00.000Z'],
    ['UTC', 'UTC', '2026-07-01T03:59:57Z', '2026-07-01T04:00:00.000Z'],
  ])('is done at its hour by the clock on the wall of %s', async (_, zone, now, turn) => {
    jest.setSystemTime(new Date(now));
    const { schedule, quick, begun } = aSchedule();

    schedule.everyDay(4, zone, 'purge', quick);
    await pass(60);

    expect(begun).toEqual([turn]);
    await schedule.stop();
  });

  test('is done once a day', async () => {
    const { schedule, quick, begun } = aSchedule();

    schedule.everyDay(4, 'Europe/Paris', 'purge', quick);
    await pass(86_400 + 60);

    expect(begun).toEqual(['2026-07-01T02:00:00.000Z', '2026-07-02T02:00:00.000Z']);
    await schedule.stop();
  });
});

test('work that is done at once is done once, and its failure is logged', async () => {
  const { schedule, logger, quick, begun } = aSchedule();

  schedule.atOnce('look', async () => {
    await quick();
    throw new Error('nobody is there');
  });
  await pass(60);

  expect(begun).toEqual(['2026-07-01T01:59:57.000Z']);
  expect(logger.lines).toEqual([
    {
      level: 'error',
      message: 'The job look failed; it runs again at its next turn',
      fields: { error: 'nobody is there' },
    },
  ]);
  await schedule.stop();
});

describe('a schedule that stops', () => {
  test('begins nothing any more', async () => {
    const { schedule, quick, begun } = aSchedule();
    schedule.every('* * * * * *', 'count', quick);
    schedule.everyDay(4, 'Europe/Paris', 'purge', quick);
    await pass(1);

    await schedule.stop();
    await pass(86_400);

    expect(begun).toHaveLength(1);
  });

  test('waits for what goes on, begun at its turn or at once', async () => {
    const { schedule, long, endOne } = aSchedule();
    schedule.every('58 59 * * * *', 'crawl', long);
    schedule.atOnce('look', long);
    await pass(1);

    const seen: string[] = [];
    const stopped = schedule.stop().then(() => seen.push('stopped'));
    await pass(1);
    endOne();
    await pass(0);
    seen.push('one is done');
    endOne();
    await stopped;

    expect(seen).toEqual(['one is done', 'stopped']);
  });

  test('does not wait for ever: after three seconds it is stopped though something goes on', async () => {
    const { schedule, long, endOne } = aSchedule();
    schedule.atOnce('crawl', long);
    let isStopped = false;

    const stopped = schedule.stop().then(() => void (isStopped = true));
    await pass(2.9);
    const before = isStopped;
    await pass(0.1);
    await stopped;

    expect(before).toBe(false);
    endOne();
  });

  test('does not wait for what ended before', async () => {
    const { schedule, long, endOne } = aSchedule();
    schedule.atOnce('crawl', long);
    endOne();
    await pass(0);

    await schedule.stop();

    expect(jest.getTimerCount()).toBe(0);
  });
});

test('a schedule keeps no process alive', async () => {
  const schedule = join(import.meta.dirname, '../../adapters/croner/schedule.ts');
  const program = `
    const { Schedule } = await import(${JSON.stringify(schedule)});
    new Schedule(console).every('0 0 0 1 1 *', 'new-year', async () => {});
    console.log('begun');`;

  const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    timeout: 15_000,
  });

  expect((await ended).stdout).toBe('begun\n');
});
