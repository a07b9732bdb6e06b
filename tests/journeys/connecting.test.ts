import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { LiveEvent } from '../../adapters/wire/live-event.ts';
import type { Sync } from '../../adapters/wire/sync.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { listProspects, readEvents, theWholeState } from '../support/the-api.ts';

jest.setTimeout(60_000);

const bookingEvents = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
];

let world: AServiceAtCalendly;
beforeAll(async () => {
  world = await AServiceAtCalendly.start();
});
afterAll(() => world[Symbol.asyncDispose]());

test('before anybody connects, the status says so', async () => {
  expect(await world.status({ role: 'member' })).toMatchObject({
    connected: false,
    state: 'disconnected',
    user: null,
    subscription: null,
    sync: null,
    mayManage: false,
    ways: ['oauth', 'personal_token'],
    connections: [],
  });
});

test('Calendly is connected over its consent page, and all that was booked comes in', async () => {
  using socket = await listen();
  const { answer, cookie } = await world.begin();
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^\w[\w-]*=[\w-]{43}; Path=\/auth\/calendly; .*HttpOnly; SameSite=Lax$/),
  ]);
  expect(Object.keys(answer.body)).toEqual(['authorizationUrl', 'expiresAt']);
  expect(JSON.stringify(answer.body)).not.toContain(cookie.split('=')[1]);

  const back = await world.simulator.consent(answer.body.authorizationUrl);
  const callback = await world.comeBack(back, cookie);
  expect(callback.status).toBe(302);
  expect(callback.headers.get('location')).toBe(`${world.url}/calendly?outcome=connected`);
  expect(callback.headers.getSetCookie()).toEqual([
    `${cookie.split('=')[0]}=; Path=/auth/calendly; Max-Age=0; HttpOnly; SameSite=Lax`,
  ]);

  const sync = await world.syncOver();
  expect(sync).toMatchObject({ state: 'done', percent: 100, error: null, resumesAt: null });
  expect(sync.created).toBe((await meetings()).length);
  expect(await world.status()).toMatchObject({
    connected: true,
    state: 'connected',
    scope: 'organization',
    kind: 'oauth',
    user: { name: 'Camille Perrin', uri: await world.userUri() },
    sync,
    problems: [],
  });
  await expectProgress(socket, sync);
});

test('one subscription tells the bookings of the organization, and another one its forms', async () => {
  const callbackUrl = `${world.url}/calendly/webhook/${await world.connectionId()}`;

  expect(await world.subscriptions()).toMatchObject([
    { callback_url: callbackUrl, events: bookingEvents, scope: 'organization', state: 'active' },
    {
      callback_url: `${callbackUrl}/routing-forms`,
      events: ['routing_form_submission.created'],
      scope: 'organization',
    },
  ]);
  expect(await world.status()).toMatchObject({
    subscription: { state: 'active', events: bookingEvents, callbackUrl },
    routingForms: { state: 'active', callbackUrl: `${callbackUrl}/routing-forms` },
  });
});

test('connecting and loading again changes nothing that anybody sees', async () => {
  const before = await theWholeState(world.service);
  const [id, subscriptions] = [await world.connectionId(), await world.subscriptions()];
  const { seq } = await listProspects(world.service);

  const again = await world.connectAndLoad();

  expect(again).toMatchObject({ state: 'done', created: 0, updated: 0 });
  expect(await theWholeState(world.service)).toEqual(before);
  expect([await world.connectionId(), await world.subscriptions()]).toEqual([id, subscriptions]);
  const { items } = await readEvents(world.service, `?after=${seq}`);
  expect(new Set(items.map(({ type }) => type))).toEqual(new Set(['connection.changed']));

  const { body } = await world.ask<Sync>('POST', '/calendly/sync');
  await until(async () => (await world.syncOver()).id === body.id, 'the third back-fill');
  expect(await world.seq()).toBe(seq + items.length);
});

test('what happens at Calendly is in the list, and told to open pages', async () => {
  const { simulator } = world;
  using socket = await listen();
  const hears = (type: string) => until(() => typesOf(socket).includes(type), type);

  const { inviteeId } = simulator.book({ email: 'ada@example.com' });
  await hears('prospect.created');
  expect(await world.emails()).toContain('ada@example.com');
  const next = simulator.reschedule(inviteeId);
  await hears('scheduled_event.rescheduled');
  simulator.markNoShow(next.inviteeId);
  await hears('scheduled_event.no_show_marked');
  simulator.clearNoShow(next.inviteeId);
  await hears('scheduled_event.no_show_cleared');
  simulator.cancel(next.inviteeId, { reason: 'Malade' });
  await hears('scheduled_event.canceled');
  simulator.submitForm({ email: 'ada@example.com' });
  await until(() => kindsOf(socket).includes('routing_form'), 'the note about a form');

  expect(kindsOf(socket)).toEqual(['booked', 'rescheduled', 'no_show', 'canceled', 'routing_form']);
  expect(await meetings('ada@example.com')).toMatchObject([
    { status: 'rescheduled', rescheduledTo: next.inviteeUri },
    { status: 'canceled', noShow: false, cancellation: { reason: 'Malade' } },
  ]);
});

test('administrators hear of deliveries as they come, and members do not', async () => {
  const connectionId = await world.connectionId();
  using admin = await listen();
  using member = await listen('member');

  world.simulator.book({ email: 'grace@example.com' });
  await admin.first('delivery.received');
  await member.first('prospect.created');

  const [told] = admin.messages.filter(({ type }) => type === 'delivery.received');
  expect(LiveEvent.parse(told?.body)).toMatchObject({
    seq: null,
    organizationId: 'demo',
    data: { connectionId, organizationId: 'demo', event: 'invitee.created', status: 'applied' },
  });
  expect(typesOf(member)).not.toContain('delivery.received');
  const { deliveries } = await world.status();
  expect(deliveries.lastReceivedAt).not.toBeNull();
  expect(deliveries.last24h.applied).toBe(world.simulator.deliveries.length);
});

test('a change of the connection is told with its status, live and in the log', async () => {
  using socket = await listen();

  await world.ask('DELETE', '/calendly/disconnect');
  const told = (await socket.first('connection.changed')) as { data: unknown };

  const { connections } = await world.status();
  expect(told.data).toEqual(connections[0]);
  expect(told.data).toMatchObject({ state: 'disconnected', user: { name: 'Camille Perrin' } });
  const { items } = await readEvents(world.service, '?limit=1000');
  expect(items.at(-1)).toEqual(told);
});

async function listen(role: 'admin' | 'member' = 'admin'): Promise<ASocket> {
  const socket = new ASocket(world.url, { auth: { token: await world.token({ role }) } });
  await socket.ready();
  return socket;
}

async function expectProgress(socket: ASocket, sync: Sync): Promise<void> {
  const told = () => socket.messages.filter(({ type }) => type === 'sync.progress');
  const words = () => told().map(({ body }) => LiveEvent.parse(body).data as Sync);
  await until(() => words().at(-1)?.state === 'done', 'the last word of a back-fill');
  const percents = words().map(({ percent }) => percent);
  expect(words().at(-1)).toEqual(sync);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
}

function typesOf(socket: ASocket): string[] {
  return socket.messages.map(({ type }) => type);
}

function kindsOf(socket: ASocket): string[] {
  const notes = socket.messages.filter(({ type }) => type === 'note.added');
  return notes.map(({ body }) => (body as { data: { kind: string } }).data.kind);
}

/** All meetings, or those of one person, by start. */
async function meetings(email = ''): Promise<object[]> {
  const { items } = await listProspects(world.service, `?limit=100&search=${email}`);
  const files = await Promise.all(
    items.map(({ id }) => world.service.get<{ scheduledEvents: object[] }>(`/prospects/${id}`)),
  );
  return files.flatMap(({ body }) => body.scheduledEvents);
}
