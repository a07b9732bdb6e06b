import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ACalendly } from './a-calendly.ts';
import { apiFixture } from './a-fixture.ts';
import { pathOf } from './a-subscription.ts';
import { shapeDifferences } from './shape-differences.ts';

let calendly: ACalendly;
beforeEach(async () => {
  calendly = await ACalendly.start();
});
afterEach(() => calendly[Symbol.asyncDispose]());

const workshop = {
  eventType: 'camille-perrin-workshop',
  start: '2026-12-05T10:00Z',
};

describe('canceling by the API', () => {
  test('cancels for everybody, told as Calendly does, once', async () => {
    const one = calendly.simulator.book({ email: 'one@example.com', ...workshop });
    calendly.simulator.book({ email: 'two@example.com', ...workshop });
    const path = `${pathOf(one.eventUri)}/cancellation`;

    const { status, body } = await calendly.call('POST', path, { reason: 'I have to travel' });
    const again = await calendly.call('POST', path);

    const { resource } = (await calendly.get(pathOf(one.eventUri))).body;
    const invitees = (await calendly.get(`${pathOf(one.eventUri)}/invitees`)).body.collection;
    expect(status).toBe(201);
    expect(shapeDifferences(body, apiFixture('scheduled-event.cancellation.201'))).toEqual([]);
    expect(body.resource).toMatchObject({
      canceled_by: 'Camille Perrin',
      reason: 'I have to travel',
      canceler_type: 'host',
    });
    expect(resource).toMatchObject({ status: 'canceled', cancellation: body.resource });
    expect(invitees).toMatchObject([
      { status: 'canceled', rescheduled: false, cancellation: body.resource },
      { status: 'canceled', rescheduled: false, cancellation: body.resource },
    ]);
    expect(again.status).toBe(403);
    expect(again.body).toEqual(apiFixture('scheduled-event.cancellation.403-already-canceled'));
  });

  test('is refused for what is over, for others’ meetings, and for endless reasons', async () => {
    const { eventUri } = calendly.simulator.book({ email: 'ada@example.com' });
    const past = calendly.simulator.book({ email: 'ada@example.com', start: '2026-11-20T10:00Z' });
    const cancel = (uri: string, body?: object, token?: string) =>
      calendly.call('POST', `${pathOf(uri)}/cancellation`, body, token);

    const over = await cancel(past.eventUri);
    const member = await cancel(eventUri, {}, calendly.token('hugo-marchand'));
    const stranger = await cancel(eventUri, {}, calendly.token('mira-holt'));
    const reader = await cancel(eventUri, {}, calendly.token(undefined, ['scheduled_events:read']));
    const endless = await cancel(eventUri, { reason: 'x'.repeat(10_001) });

    expect(over).toMatchObject({ status: 403, body: { message: 'Event in the past' } });
    expect(member.body.message).toBe('You are not allowed to cancel this event');
    expect(stranger.status).toBe(404);
    expect(reader.body.title).toBe('Insufficient scope');
    expect(endless.status).toBe(400);
    expect((await calendly.get(pathOf(eventUri))).body.resource.status).toBe('active');
  });
});

describe('a no-show mark', () => {
  test('is set, looked up and taken away by the API', async () => {
    const { inviteeUri } = calendly.simulator.book({ email: 'ada@example.com' });

    const marked = await calendly.call('POST', '/invitee_no_shows', { invitee: inviteeUri });
    const { resource } = marked.body;
    const told = (await calendly.get(pathOf(inviteeUri))).body.resource;
    const looked = await calendly.get(pathOf(resource.uri));
    const twice = await calendly.call('POST', '/invitee_no_shows', { invitee: inviteeUri });
    const deleted = await calendly.call('DELETE', pathOf(resource.uri));

    expect(marked.status).toBe(201);
    expect(shapeDifferences(marked.body, apiFixture('invitee-no-shows.create.201'))).toEqual([]);
    expect(resource.invitee).toBe(inviteeUri);
    expect(told.no_show).toEqual({ uri: resource.uri, created_at: resource.created_at });
    expect(looked.body).toEqual(marked.body);
    expect(twice.status).toBe(400);
    expect(deleted.status).toBe(204);
    expect((await calendly.get(pathOf(inviteeUri))).body.resource.no_show).toBeNull();
    expect((await calendly.call('DELETE', pathOf(resource.uri))).status).toBe(404);
  });

  test('of another day is another mark', async () => {
    const { simulator } = calendly;
    const { inviteeId, inviteeUri } = simulator.book({ email: 'ada@example.com' });
    const uri = async () => (await calendly.get(pathOf(inviteeUri))).body.resource.no_show.uri;

    simulator.markNoShow(inviteeId);
    const first = await uri();
    simulator.clearNoShow(inviteeId);
    simulator.markNoShow(inviteeId);

    expect(await uri()).not.toBe(first);
    expect((await calendly.get(pathOf(first))).status).toBe(404);
  });

  test.each([
    [{}, 400],
    [{ invitee: 7 }, 400],
    [{ invitee: 'https://api.calendly.com/scheduled_events/a/invitees/b' }, 404],
  ])('on %p is refused with %p', async (body, status) => {
    expect((await calendly.call('POST', '/invitee_no_shows', body)).status).toBe(status);
  });
});

describe('rescheduling', () => {
  test('makes another meeting with another invitee, and links the two invitees both ways', async () => {
    const { simulator } = calendly;
    const old = simulator.book({ email: 'ada@example.com', start: '2026-12-01T10:00Z' });

    const next = simulator.reschedule(old.inviteeId, {
      start: '2026-12-02T15:30Z',
      reason: 'Clash with another call',
    });

    const told = (uri: string) => calendly.get(pathOf(uri)).then(({ body }) => body.resource);
    const [before, after] = [await told(old.inviteeUri), await told(next.inviteeUri)];
    const [oldEvent, newEvent] = [await told(old.eventUri), await told(next.eventUri)];
    const sample = apiFixture('scheduled-event-invitee.get.rescheduled.200');
    expect(shapeDifferences({ resource: before }, sample)).toEqual([]);
    expect(before).toMatchObject({
      status: 'canceled',
      rescheduled: true,
      new_invitee: next.inviteeUri,
      cancellation: { canceler_type: 'invitee', reason: 'Clash with another call' },
    });
    expect(after).toMatchObject({
      status: 'active',
      rescheduled: false,
      old_invitee: old.inviteeUri,
      new_invitee: null,
      email: 'ada@example.com',
    });
    expect(oldEvent).toMatchObject({ status: 'canceled', cancellation: before.cancellation });
    expect(newEvent).toMatchObject({
      status: 'active',
      start_time: '2026-12-02T15:30:00.000000Z',
      end_time: '2026-12-02T16:00:00.000000Z',
    });
  });

  test('again leaves the middle one linked on both sides', async () => {
    const { simulator } = calendly;
    const first = simulator.book({ email: 'ada@example.com' });
    const second = simulator.reschedule(first.inviteeId);
    const third = simulator.reschedule(second.inviteeId, { by: 'host' });

    const { resource } = (await calendly.get(pathOf(second.inviteeUri))).body;

    expect(resource).toMatchObject({
      old_invitee: first.inviteeUri,
      new_invitee: third.inviteeUri,
      cancellation: { canceled_by: 'Camille Perrin', canceler_type: 'host' },
    });
  });

  test('one of a group leaves the others where they are', async () => {
    const { simulator } = calendly;
    const one = simulator.book({ email: 'one@example.com', ...workshop });
    simulator.book({ email: 'two@example.com', ...workshop });

    const moved = simulator.reschedule(one.inviteeId);

    const { resource } = (await calendly.get(pathOf(one.eventUri))).body;
    expect(moved.eventUri).not.toBe(one.eventUri);
    expect(resource).toMatchObject({
      status: 'active',
      invitees_counter: { total: 2, active: 1, limit: 12 },
    });
    expect(resource).not.toHaveProperty('cancellation');
  });

  test('what is canceled is refused', () => {
    const { simulator } = calendly;
    const { inviteeId } = simulator.book({ email: 'ada@example.com' });
    simulator.cancel(inviteeId);

    expect(() => simulator.reschedule(inviteeId)).toThrow('Event is already canceled');
    expect(() => simulator.cancel(inviteeId)).toThrow('Event is already canceled');
  });
});

describe('booking', () => {
  const hosts = async (uri: string) =>
    (await calendly.get(pathOf(uri))).body.resource.event_memberships.map(
      ({ user_name }: { user_name: string }) => user_name,
    );

  test('with a whole team brings all of it, and in turn one of it', async () => {
    const { simulator } = calendly;
    const book = (type: string) =>
      simulator.book({ email: 'ada@example.com', eventType: `camille-perrin-${type}` }).eventUri;

    expect(await hosts(book('panel'))).toEqual(['Camille Perrin', 'Hugo Marchand']);
    const inTurn = [await hosts(book('first-free')), await hosts(book('first-free'))];
    expect(new Set(inTurn.flat())).toEqual(new Set(['Camille Perrin', 'Hugo Marchand']));
  });

  test('a call has the invitee’s number as its place', () => {
    const { payload } = calendly.simulator.book({
      email: 'ada@example.com',
      phone: '+33 6 39 98 00 01',
      eventType: 'camille-perrin-call',
    });

    expect(payload).toMatchObject({
      text_reminder_number: '+33 6 39 98 00 01',
      scheduled_event: { location: { type: 'outbound_call', location: '+33 6 39 98 00 01' } },
    });
  });

  test('a group that is full is refused', () => {
    for (let at = 0; at < 12; at += 1)
      calendly.simulator.book({ email: `p${at}@example.com`, ...workshop });

    expect(() => calendly.simulator.book({ email: 'late@example.com', ...workshop })).toThrow(
      'Event is full',
    );
  });
});
