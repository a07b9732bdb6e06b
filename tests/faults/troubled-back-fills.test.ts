import { describe, expect, test } from '@jest/globals';
import { ABackFill } from '../support/a-back-fill.ts';
import { whatCalendlyHolds } from '../support/what-calendly-holds.ts';

const inviteeCalls = 'GET /scheduled_events/:uuid/invitees';

/** It is done, and nothing is missing or twice. */
async function expectComplete(fill: ABackFill): Promise<void> {
  fill.simulator.switchOff();
  expect(await fill.held()).toEqual(await whatCalendlyHolds(fill.simulator));
}

/** A group of calls begins while none knows of any limit yet. */
const groupSize = 20;

describe('a back-fill that Calendly tells to come back later', () => {
  test('waits as long as it is told, asks nothing before, and ends complete', async () => {
    await using fill = await ABackFill.started();
    const { clock, simulator } = fill;
    const now = clock.now().getTime();
    simulator.switchOn({ at: 'api', kind: 'rate-limited', seconds: 37, skip: 25, times: null });
    const waiting = await fill.work();
    expect(waiting).toMatchObject({ state: 'waiting', error: null, finishedAt: null });
    expect(waiting.resumesAt).toEqual(new Date(now + 37_000));

    simulator.switchOff();
    simulator.forgetCalls();
    clock.advance(36);
    expect(await fill.work()).toEqual(waiting);
    expect(simulator.allCalls).toEqual({});

    expect(await fill.resume(waiting)).toMatchObject({ state: 'done', resumesAt: null });
    await expectComplete(fill);
  });

  test('keeps to its share of a limit of a hundred calls a minute, window by window', async () => {
    await using fill = await ABackFill.started({ events: 200, rateLimit: 100 }, 0.5);
    await using unlimited = await ABackFill.started({ events: 200 });
    const inWindows: number[] = [];
    let sync = await fill.work();
    while (sync.state === 'waiting') {
      inWindows.push(fill.simulator.calls(inviteeCalls));
      fill.simulator.forgetCalls();
      sync = await fill.resume(sync);
    }

    expect(sync.state).toBe('done');
    expect(inWindows.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...inWindows)).toBeLessThanOrEqual(50 + groupSize);
    expect(await fill.held()).toEqual(await whatCalendlyHolds(unlimited.simulator));
  });
});

describe('a back-fill that meets with', () => {
  test.each([
    'server-error',
    'unavailable',
    'stall',
    'reset',
    'html',
    'truncated',
    'answer-lost',
  ] as const)('one %s asks again, and nobody notices', async (kind) => {
    await using fill = await ABackFill.started();
    fill.simulator.switchOn({ at: 'api', kind, skip: 12 });

    expect(await fill.work()).toMatchObject({ state: 'done', error: null });
    await expectComplete(fill);
  });

  test.each([
    'server-error',
    'unavailable',
    'stall',
    'reset',
    'html',
    'truncated',
    'answer-lost',
    'redirect',
    'huge',
  ] as const)('%s for a while waits, and ends complete', async (kind) => {
    await using fill = await ABackFill.started();
    const now = fill.clock.now().getTime();
    fill.simulator.switchOn({ at: 'api', kind, skip: 25, times: null });

    const first = await fill.work();
    const second = await fill.resume(first);
    fill.simulator.switchOff();

    expect([first.state, second.state]).toEqual(['waiting', 'waiting']);
    expect(first.resumesAt).toEqual(new Date(now + 2000));
    expect(second.resumesAt).toEqual(new Date(now + 2000 + 4000));
    expect(await fill.resume(second)).toMatchObject({ state: 'done', error: null });
    await expectComplete(fill);
  });

  test.each(['server-error', 'redirect', 'huge', 'html', 'repeated-page'] as const)(
    '%s without end gives up with words, and a new one is complete once that is over',
    async (kind) => {
      await using fill = await ABackFill.started({ events: 120 });
      fill.simulator.switchOn({ at: 'api', kind, times: null });
      let sync = await fill.work();
      let waits = 0;
      for (; sync.state === 'waiting'; waits += 1) sync = await fill.resume(sync);

      expect(waits).toBe(5);
      expect(sync).toMatchObject({ state: 'failed', resumesAt: null });
      expect(sync.error).toMatch(/Calendly.*\.$/);

      fill.simulator.switchOff();
      expect(await fill.startAgain()).toMatchObject({ state: 'done' });
      await expectComplete(fill);
    },
  );
});
