import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { bookedWebhook, inventBooking } from '../../adapters/booking-sender/simulated-webhook.ts';
import { Note } from '../../adapters/wire/note.ts';
import { ScheduledEvent } from '../../adapters/wire/scheduled-event.ts';
import { pagesOf } from '../support/a-paged-list.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { expectProblem, listProspects, showProspect } from '../support/the-api.ts';

const mebibyte = 1024 * 1024;
const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    seq: z.number().int(),
    epoch: z.string(),
  });
const pages = { 'scheduled-events': page(ScheduledEvent), notes: page(Note) };

describe('a person with many meetings', () => {
  test('comes with the newest hundred, and two hundred notes; the older ones come page by page', async () => {
    await using service = await aRunningService();
    const id = await withBookings(service, 205);

    const file = await showProspect(service, id);
    const meetings = await older(service, `${id}/scheduled-events`, file.scheduledEventsCursor);
    const notes = await older(service, `${id}/notes`, file.notesCursor);

    expect(file.scheduledEvents).toHaveLength(100);
    expect(file.notes).toHaveLength(200);
    const starts = (events: (Note | ScheduledEvent)[]) =>
      events.map((event) => ('startTime' in event ? `${event.startTime}` : '')).toSorted();
    const all = [...file.scheduledEvents, ...meetings.flatMap(({ items }) => items)];
    expect(new Set(all.map((event) => event.id)).size).toBe(205);
    expect(starts(file.scheduledEvents)[0]).toBe(starts(all).at(-100));
    expect(meetings.map(({ items }) => items.length)).toEqual([50, 50, 5]);
    expect(notes.map(({ items }) => items.length)).toEqual([5]);
    const noteIds = [...file.notes, ...notes.flatMap(({ items }) => items)].map((note) => note.id);
    expect(new Set(noteIds).size).toBe(205);
  });

  test('comes within 1 MiB, however much there is to say', async () => {
    await using service = await aRunningService();
    const id = await withBookings(service, 30, 'x'.repeat(60_000));

    const { body } = await service.get(`/prospects/${id}`);
    const file = await showProspect(service, id);
    const rest = await older(service, `${id}/scheduled-events`, file.scheduledEventsCursor);

    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(mebibyte);
    expect(file.scheduledEvents.length).toBeGreaterThan(10);
    expect(file.notes).toHaveLength(30);
    expect(file.notesCursor).toBeNull();
    const all = [file.scheduledEvents, ...rest.map(({ items }) => items)].flat();
    expect(new Set(all.map((event) => event.id)).size).toBe(30);
  });

  test('is paged from the start, too', async () => {
    await using service = await aRunningService();
    const id = await withBookings(service, 3);
    const { seq, epoch, scheduledEvents, notes } = await showProspect(service, id);

    const answers = await Promise.all(
      ['scheduled-events', 'notes'].map((list) => service.get(`/prospects/${id}/${list}`)),
    );

    expect(answers[0]?.body).toEqual({
      items: scheduledEvents.toSorted((a, b) => (`${a.startTime}` < `${b.startTime}` ? 1 : -1)),
      nextCursor: null,
      seq,
      epoch,
    });
    expect(answers[1]?.body).toEqual({ items: notes, nextCursor: null, seq, epoch });
  });

  test.each(['scheduled-events', 'notes'])('has %s of its own organization alone', async (list) => {
    await using service = await aRunningService();
    const id = await withBookings(service, 2);
    const token = await service.token({ org: 'others' });
    const { body } = await service.get<{ nextCursor: string }>(`/prospects/${id}/${list}?limit=1`);

    const path = `/prospects/${id}/${list}`;
    expectProblem(await service.get(path, { token }), 404, 'not_found');
    expectProblem(await service.get(path, { token: null }), 401, 'token_missing');
    expectProblem(await service.get(`/prospects/nobody/${list}`), 404, 'not_found');
    expectProblem(await service.get(`${path}?limit=101`), 422, 'validation');
    expectProblem(await service.get(`${path}?cursor=made-up`), 400, 'cursor_invalid');
    expectProblem(
      await service.get(`/scheduled-events?cursor=${body.nextCursor}`),
      400,
      'cursor_invalid',
    );
  });
});

/** Books so many meetings of one person, an hour apart, each with this answer. Answers the person's id. */
async function withBookings(service: RunningService, count: number, answer = 'yes') {
  const start = Date.parse('2026-02-02T09:00:00Z');
  for (let i = 0; i < count; i += 1) {
    const at = new Date(start + ((i * 37) % count) * 3_600_000);
    const webhook = bookedWebhook(inventBooking('ada@example.com', at, new Date())) as {
      payload: { questions_and_answers: object[] };
    };
    webhook.payload.questions_and_answers = answer
      .match(/.{1,10000}/g)
      ?.map((part, position) => ({ question: 'Why?', answer: part, position })) as object[];
    expect(await service.post(webhook)).toMatchObject({ status: 200 });
  }
  const { items } = await listProspects(service);
  return items[0]?.id ?? '';
}

/** The pages of a list of one person's, from the cursor on. */
async function older(service: RunningService, path: string, from: string | null) {
  const schema = z.union([pages.notes, pages['scheduled-events']]);
  return pagesOf<Note | ScheduledEvent>(async (cursor) => {
    const { body } = await service.get(`/prospects/${path}?cursor=${cursor ?? from}`);
    return schema.parse(body);
  });
}
