import { describe, expect, test } from '@jest/globals';
import { bookings } from '../support/a-booked-webhook.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { expectProblem, listProspects, readEvents, showProspect } from '../support/the-api.ts';

describe('the event log over HTTP', () => {
  test('is read page by page to its end, without a gap', async () => {
    await using service = await withBookings(5);

    const seqs: number[] = [];
    for (let after = 0; ; ) {
      const page = await readEvents(service, `?after=${after}&limit=4`);
      seqs.push(...page.items.map(({ seq }) => seq));
      after = page.seq;
      if (!page.more) break;
    }

    expect(seqs).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
  });

  test('answers nothing after its end, and where that is', async () => {
    await using service = await withBookings(1);

    const { epoch } = await readEvents(service);

    expect(await readEvents(service, '?after=3')).toEqual({
      items: [],
      seq: 3,
      epoch,
      more: false,
    });
  });

  test('starts where a list of prospects ends', async () => {
    await using service = await withBookings(2);

    const { seq, epoch, items } = await listProspects(service);
    const file = await showProspect(service, items[0]?.id ?? '');

    expect(await readEvents(service, `?after=${seq}`)).toEqual({
      items: [],
      seq: 6,
      epoch,
      more: false,
    });
    expect(file).toMatchObject({ seq: 6, epoch });
  });

  test('asks for a reload from a place that is still to come', async () => {
    await using service = await withBookings(1);

    const answer = await service.get('/events?after=4');

    expectProblem(answer, 410, 'resync_required');
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('has not come that far') });
    const { epoch } = await readEvents(service);
    expect(answer.body).toMatchObject({ seq: 3, epoch });
  });

  test('is each organization’s own', async () => {
    await using service = await withBookings(1);

    const page = await readEvents(service, '', await service.token({ org: 'others' }));

    expect(page).toMatchObject({ items: [], seq: 0 });
  });

  test.each([
    'after=-1',
    'after=one',
    'after=1.5',
    'after=1e30',
    'limit=0',
    'limit=1001',
    'limit=x',
  ])('does not guess what is meant by ?%s', async (query) => {
    await using service = await withBookings(1);

    expectProblem(await service.get(`/events?${query}`), 422, 'validation');
  });
});

async function withBookings(count: number): Promise<RunningService> {
  const service = await aRunningService();
  for (const body of bookings(count)) await service.post(body);
  return service;
}
