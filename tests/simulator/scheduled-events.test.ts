import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACalendly } from './a-calendly.ts';
import { apiFixture } from './a-fixture.ts';
import { pathOf } from './a-subscription.ts';
import { shapeDifferences } from './shape-differences.ts';

let calendly: ACalendly;
let me: { user: string; organization: string };
let hugo: { user: string; organization: string };

/** Ada and Bea with Camille, Ada again with Hugo, Cy with Mira; Bea cancels. */
beforeAll(async () => {
  calendly = await ACalendly.start();
  me = await calendly.who();
  hugo = await calendly.who('hugo-marchand');
  const { simulator } = calendly;
  simulator.book({ email: 'Ada@example.com', start: '2026-12-01T10:00Z' });
  const bea = simulator.book({ email: 'bea@example.com', start: '2026-12-02T10:00Z' });
  simulator.book({ email: 'ada@example.com', user: 'hugo-marchand', start: '2026-12-03T10:00Z' });
  simulator.book({ email: 'cy@example.com', user: 'mira-holt', start: '2026-12-04T10:00Z' });
  simulator.cancel(bea.inviteeId, { reason: 'ill' });
});
afterAll(() => calendly[Symbol.asyncDispose]());

const list = (query: Record<string, string>, token?: string) =>
  calendly.get(`/scheduled_events?${new URLSearchParams(query).toString()}`, token);
const days = async (query: Record<string, string>, token?: string) =>
  (await list(query, token)).body.collection.map(({ start_time }: { start_time: string }) =>
    Number(start_time.slice(8, 10)),
  );

describe('a list', () => {
  test('is told as Calendly does', async () => {
    const { status, body } = await list({ user: me.user, count: '1' });

    expect(status).toBe(200);
    const sample = apiFixture('scheduled-events.list.page-1.200');
    sample.pagination.next_page = 'any text';
    expect(shapeDifferences(body, sample)).toEqual([]);
    expect(body.pagination.count).toBe(1);
  });

  test('of nothing is told as Calendly does', async () => {
    const { body } = await list({ user: me.user, min_start_time: '2030-01-01T00:00:00Z' });

    expect(body).toEqual(apiFixture('scheduled-events.list.empty.200'));
  });

  test('is of a user, or of an organization, by start', async () => {
    expect(await days({ user: me.user })).toEqual([1, 2]);
    expect(await days({ organization: me.organization })).toEqual([1, 2, 3]);
    expect(await days({ ...hugo })).toEqual([3]);
    expect(await days({ user: me.user, sort: 'start_time:desc' })).toEqual([2, 1]);
  });

  test('is narrowed by status, by invitee in whatever case, and by start', async () => {
    const { organization } = me;

    expect(await days({ organization, status: 'active' })).toEqual([1, 3]);
    expect(await days({ organization, status: 'canceled' })).toEqual([2]);
    expect(await days({ organization, invitee_email: 'ADA@example.com' })).toEqual([1, 3]);
    expect(
      await days({
        organization,
        min_start_time: '2026-12-02T10:00:00Z',
        max_start_time: '2026-12-03T11:00:00+01:00',
      }),
    ).toEqual([2]);
  });

  test.each([
    [{}, 'user'],
    [{ count: '0' }, 'count'],
    [{ count: '101' }, 'count'],
    [{ min_start_time: 'soon' }, 'min_start_time'],
    [{ status: 'gone' }, 'status'],
    [{ sort: 'name:asc' }, 'sort'],
    [{ page_token: 'made up' }, 'page_token'],
  ])('of %p is refused as Calendly does', async (query, parameter) => {
    const whose = Object.keys(query).length > 0 ? { user: me.user } : {};
    const { status, body } = await list({ ...whose, ...(query as Record<string, string>) });

    const sample = apiFixture('error.400-invalid-argument');
    expect(status).toBe(400);
    expect(shapeDifferences(body, sample)).toEqual([]);
    expect(body).toMatchObject({ title: sample.title, message: sample.message });
    expect(body.details).toMatchObject([{ parameter }]);
  });
});

describe('who may see what:', () => {
  test('a member their own meetings', async () => {
    const token = calendly.token('hugo-marchand');

    expect(await days({ user: hugo.user }, token)).toEqual([3]);
    expect(await days({ ...hugo }, token)).toEqual([3]);
    const all = await list({ organization: hugo.organization }, token);
    const another = await list({ ...me }, token);
    expect([all, another].map(({ status }) => status)).toEqual([403, 403]);
    expect(all.body).toEqual(apiFixture('error.403-permission-denied'));
  });

  test('an administrator those of others, by user and organization', async () => {
    const { status, body } = await list({ user: hugo.user });

    expect(status).toBe(403);
    expect(body).toEqual(apiFixture('error.403-specify-organization'));
    calendly.simulator.setRole('hugo-marchand', 'admin');
    const token = calendly.token('hugo-marchand');
    expect(await days({ ...me }, token)).toEqual([1, 2]);
    calendly.simulator.setRole('hugo-marchand', 'user');
  });

  test('nobody those of another organization', async () => {
    const token = calendly.token('mira-holt');
    const foreign = await list({ user: me.user, organization: me.organization }, token);
    const [event] = (await list({ user: me.user })).body.collection;

    expect(foreign.status).toBe(403);
    expect((await calendly.get(pathOf(event.uri), token)).status).toBe(404);
    expect((await calendly.get(`${pathOf(event.uri)}/invitees`, token)).status).toBe(404);
  });

  test('an administrator of a group the meetings of its members', async () => {
    const [{ uri }] = (await calendly.get('/simulator')).body.groups;
    const none = 'https://api.calendly.com/groups/none';

    expect(await days({ group: uri })).toEqual([1, 2, 3]);
    expect((await list({ group: uri }, calendly.token('hugo-marchand'))).status).toBe(403);
    expect((await list({ group: uri }, calendly.token('mira-holt'))).status).toBe(403);
    expect((await list({ group: none })).status).toBe(403);
  });
});

describe('one meeting', () => {
  test('is told as Calendly does, and is the same as in the list', async () => {
    const [event] = (await list({ user: me.user })).body.collection;
    const { body } = await calendly.get(pathOf(event.uri));

    expect(body.resource).toEqual(event);
    expect(shapeDifferences(body, apiFixture('scheduled-events.get.200'))).toEqual([]);
  });

  test('is not there for a member who is no host of it', async () => {
    const [event] = (await list({ user: me.user })).body.collection;

    const { status } = await calendly.get(pathOf(event.uri), calendly.token('hugo-marchand'));

    expect(status).toBe(403);
    expect((await calendly.get('/scheduled_events/none')).status).toBe(404);
  });

  test('has the link of its conference some seconds after it was booked, and tells no webhook', async () => {
    await using other = await ACalendly.start();
    const { eventUri, payload } = other.simulator.book({ email: 'ada@example.com' });
    type Payload = { scheduled_event: { location: object; updated_at: string } };
    const { location, updated_at } = (payload as Payload).scheduled_event;

    await other.simulator.advance(8);
    const { resource } = (await other.get(pathOf(eventUri))).body;

    expect(location).toEqual({ type: 'zoom', status: 'processing', join_url: null, data: null });
    expect(resource.location).toMatchObject({
      status: 'pushed',
      join_url: expect.stringMatching(/^https:/),
      data: { id: expect.any(Number) },
    });
    expect(resource.updated_at > updated_at).toBe(true);
  });
});

describe('invitees', () => {
  test('are told as Calendly does', async () => {
    const [, canceled] = (await list({ user: me.user })).body.collection;
    const { body } = await calendly.get(`${pathOf(canceled.uri)}/invitees`);
    const one = await calendly.get(pathOf(body.collection[0].uri));

    expect(shapeDifferences(body, apiFixture('scheduled-event-invitees.list.200'))).toEqual([]);
    expect(one.body.resource).toEqual(body.collection[0]);
    expect(body.collection).toMatchObject([
      {
        email: 'bea@example.com',
        status: 'canceled',
        cancellation: { reason: 'ill', canceler_type: 'invitee', canceled_by: 'Bea' },
      },
    ]);
  });

  test('of a group are several, narrowed by status and e-mail, in the order of booking or back', async () => {
    await using other = await ACalendly.start();
    const book = (email: string) =>
      other.simulator.book({
        email,
        eventType: 'camille-perrin-workshop',
        start: '2026-12-05T10:00Z',
      });
    const [one, two, three] = [book('one@e.org'), book('two@e.org'), book('three@e.org')];
    other.simulator.cancel(two.inviteeId);

    const emails = async (query: string) =>
      (await other.get(`${pathOf(one.eventUri)}/invitees?${query}`)).body.collection.map(
        ({ email }: { email: string }) => email.split('@')[0],
      );
    expect(new Set([one, two, three].map(({ eventId }) => eventId)).size).toBe(1);
    expect(await emails('')).toEqual(['one', 'two', 'three']);
    expect(await emails('sort=created_at:desc')).toEqual(['three', 'two', 'one']);
    expect(await emails('status=active')).toEqual(['one', 'three']);
    expect(await emails('email=THREE@e.org')).toEqual(['three']);
    const { resource } = (await other.get(pathOf(one.eventUri))).body;
    expect(resource.invitees_counter).toEqual({ total: 3, active: 2, limit: 12 });
    expect(resource.status).toBe('active');
  });

  test('belong to their meeting', async () => {
    const [one, two] = (await list({ user: me.user })).body.collection;
    const { body } = await calendly.get(`${pathOf(two.uri)}/invitees`);
    const id = body.collection[0].uri.split('/').at(-1);

    expect((await calendly.get(`${pathOf(one.uri)}/invitees/${id}`)).status).toBe(404);
  });
});
