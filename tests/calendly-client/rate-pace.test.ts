import { beforeEach, describe, expect, test } from '@jest/globals';
import { RatePace } from '../../adapters/calendly/rate-pace.ts';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { CalendlyRateLimited } from '../../src/domain/errors.ts';
import { ACalendly } from '../simulator/a-calendly.ts';
import { aConnectedClient, allOf, everyMeeting } from './an-api-client.ts';

let clock: ManualClock;
let pace: RatePace;
beforeEach(() => {
  clock = new ManualClock(new Date('2026-11-24T09:00:00.000Z'));
  pace = new RatePace(0.8, clock);
});

function told(limit: number, remaining: number, reset: number): Headers {
  const headers = { 'X-RateLimit-Limit': limit, 'X-RateLimit-Remaining': remaining };
  return new Headers({ ...headers, 'X-RateLimit-Reset': reset } as unknown as Record<
    string,
    string
  >);
}

const bulk = (caller = 'mira') => pace.call(caller, true, async () => 'read');

describe('reading in bulk', () => {
  test('goes on while there is more left than is for others', async () => {
    pace.heard('mira', told(500, 101, 37));

    expect(await bulk()).toBe('read');
  });

  test('ends where the share of others begins, and says for how long', async () => {
    pace.heard('mira', told(500, 100, 37));

    await expect(bulk()).rejects.toMatchObject({ seconds: 37 });
    clock.advance(34);
    await expect(bulk()).rejects.toMatchObject({ seconds: 3 });
  });

  test('goes on when the limit begins anew', async () => {
    pace.heard('mira', told(500, 0, 37));
    clock.advance(37);

    expect(await bulk()).toBe('read');
  });

  test('waits a little rather than to be sent away', async () => {
    const real = { now: () => new Date() };
    pace = new RatePace(0.8, real);
    pace.heard('mira', told(500, 0, 1));

    expect(await bulk()).toBe('read');
  });

  test('counts the calls that are under way', async () => {
    pace.heard('mira', told(50, 12, 37));
    const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
    const underWay = answers.map(({ promise }) => pace.call('mira', true, () => promise));

    await expect(bulk()).rejects.toThrow(CalendlyRateLimited);
    for (const { resolve } of answers) resolve('read');
    await Promise.all(underWay);

    expect(await bulk()).toBe('read');
  });

  test('goes by the least that is left, as answers overtake each other', async () => {
    pace.heard('mira', told(500, 99, 36));
    pace.heard('mira', told(500, 300, 37));

    await expect(bulk()).rejects.toThrow(CalendlyRateLimited);
  });

  test('goes by the new minute once one began', async () => {
    pace.heard('mira', told(500, 0, 5));
    pace.heard('mira', told(500, 499, 60));

    expect(await bulk()).toBe('read');
  });

  test('of one user does not wait for another', async () => {
    pace.heard('mira', told(500, 0, 37));

    expect(await bulk('camille')).toBe('read');
  });

  test('may have all of the limit, when it is given all', async () => {
    pace = new RatePace(1, clock);
    pace.heard('mira', told(500, 1, 37));
    expect(await bulk()).toBe('read');

    pace.heard('mira', told(500, 0, 37));
    await expect(bulk()).rejects.toThrow(CalendlyRateLimited);
  });

  test.each([
    ['nothing', {}],
    [
      'no number',
      { 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' },
    ],
    ['half of it', { 'x-ratelimit-limit': '500', 'x-ratelimit-remaining': '0' }],
  ])('has no limit to keep where an answer tells %s', async (_, headers) => {
    pace.heard('mira', new Headers(headers));

    expect(await bulk()).toBe('read');
  });

  test('waits an hour at most, whatever is told', async () => {
    pace.heard('mira', told(500, 0, 1_795_600_800));

    await expect(bulk()).rejects.toMatchObject({ seconds: 3600 });
  });
});

test('what is not in bulk has the whole limit', async () => {
  pace.heard('mira', told(500, 0, 37));

  expect(await pace.call('mira', false, async () => 'asked')).toBe('asked');
});

describe('at Calendly', () => {
  test('a fifth of a minute’s calls is left to others, and the rest of the reading follows after it', async () => {
    await using calendly = await ACalendly.start({ events: 60, rateLimit: 50 });
    const { api, token, me, clock: ours } = await aConnectedClient(calendly.simulator);
    const meetings = await everyMeeting(api, token, {
      ...allOf(me),
      from: new Date('2020-01-01T00:00:00.000Z'),
    });

    let read = 0;
    let refusal: unknown;
    for (const meeting of meetings) {
      refusal ??= await api.invitees(token, meeting).then(
        () => void (read += 1),
        (error: unknown) => error,
      );
    }
    const calls = Object.values(calendly.simulator.allCalls).reduce(
      (sum, one) => sum + one.calls,
      0,
    );
    expect(refusal).toMatchObject({ code: 'calendly_rate_limited', seconds: 60 });
    // Two for who it is and which meetings.
    expect([calls, read]).toEqual([40, 38]);
    expect(await api.me(token)).toEqual(me);

    await calendly.simulator.advance(60);
    ours.advance(60);
    for (const meeting of meetings.slice(read)) await api.invitees(token, meeting);
  });

  test('calls side by side keep to it as well, once the limit is known', async () => {
    await using calendly = await ACalendly.start({ events: 80, rateLimit: 50 });
    const { api, token, me } = await aConnectedClient(calendly.simulator);
    const query = { ...allOf(me), from: new Date('2020-01-01T00:00:00.000Z') };
    const meetings = await everyMeeting(api, token, query);

    const all = await Promise.allSettled(meetings.map((meeting) => api.invitees(token, meeting)));

    const refused = all.filter(({ status }) => status === 'rejected');
    expect(all.length - refused.length).toBe(38);
    expect(calendly.simulator.allCalls['GET /scheduled_events/:uuid/invitees']?.statuses).toEqual({
      200: 38,
    });
  });
});
