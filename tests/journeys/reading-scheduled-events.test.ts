import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ScheduledEvent } from '../../adapters/wire/scheduled-event.ts';
import { aRunningService, fixture, type RunningService } from '../support/a-running-service.ts';
import { expectProblem, listProspects, showProspect } from '../support/the-api.ts';

const Page = z.strictObject({
  items: z.array(ScheduledEvent),
  nextCursor: z.string().nullable(),
  seq: z.number().int(),
  epoch: z.string(),
});

describe('the list of scheduled events', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await aRunningService();
    for (const name of [
      'webhook.reschedule.1-invitee-canceled',
      'webhook.reschedule.2-invitee-created',
      'webhook.invitee-canceled.group-one-of-two',
    ]) {
      await service.post(fixture(name));
    }
  });
  afterAll(() => service.stop());

  test('has every prospect’s, by start, as the prospect’s own page has them', async () => {
    const { items, nextCursor, seq } = await list();

    const { items: prospects } = await listProspects(service);
    const files = await Promise.all(prospects.map(({ id }) => showProspect(service, id)));
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(items.toSorted(byId)).toEqual(
      files.flatMap(({ scheduledEvents }) => scheduledEvents).toSorted(byId),
    );
    expect(items.map(({ startTime }) => startTime?.slice(0, 10))).toEqual([
      '2026-12-03',
      '2026-12-04',
      '2026-12-10',
    ]);
    expect(nextCursor).toBeNull();
    expect(seq).toBe(files[0]?.seq);
  });

  test.each(['active', 'canceled', 'rescheduled'])(
    'asked for those %s has these',
    async (status) => {
      const { items } = await list(`?status=${status}`);

      expect(items.map((event) => event.status)).toEqual([status]);
    },
  );

  test('has those from a moment on, until before another one, in any time zone', async () => {
    const starts = (await list()).items.map(({ startTime }) => startTime ?? '');
    const [first = '', second = '', third = ''] = starts;
    const inTokyo = encodeURIComponent(atOffset(second, 9));

    expect(await startsOf(`?from=${second}`)).toEqual([second, third]);
    expect(await startsOf(`?to=${second}`)).toEqual([first]);
    expect(await startsOf(`?from=${inTokyo}&to=${third}`)).toEqual([second]);
    expect(await startsOf('?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z')).toEqual(starts);
    expect(await startsOf(`?from=${third}&to=${first}`)).toEqual([]);
  });

  test('is read to its end by cursors', async () => {
    const seen: string[] = [];
    let page = await list('?limit=1');
    for (;;) {
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      page = await list(`?limit=1&cursor=${page.nextCursor}`);
    }

    expect(seen).toEqual((await list()).items.map(({ id }) => id));
  });

  test('is empty for another organization', async () => {
    const answer = await service.get('/scheduled-events', {
      token: await service.token({ org: 'others' }),
    });

    expect(answer).toMatchObject({ status: 200, body: { items: [], nextCursor: null, seq: 0 } });
  });

  test.each([
    '?from=2026-01-05',
    '?from=2026-13-01T00:00:00Z',
    '?from=2026-01-05T10:00:00',
    '?from=0000-01-01T00:00:00Z',
    '?to=9999-12-31T23:59:59-12:00',
    '?to=1767607200',
    '?status=',
    '?status=cancelled',
    '?limit=0',
    '?limit=101',
  ])('asked for %s says what is wrong', async (query) => {
    const answer = await service.get<{ detail: string }>(`/scheduled-events${query}`);

    expectProblem(answer, 422, 'validation');
    expect(answer.body.detail).toContain(query.slice(1, query.indexOf('=')));
  });

  async function list(query = '') {
    return Page.parse((await service.get(`/scheduled-events${query}`)).body);
  }

  async function startsOf(query: string) {
    return (await list(query)).items.map(({ startTime }) => startTime);
  }
});

/** The same instant, as a clock so many hours ahead shows it. */
function atOffset(instant: string, hours: number): string {
  const shown = new Date(new Date(instant).getTime() + hours * 3600_000);
  return shown.toISOString().replace('Z', `+0${hours}:00`);
}
