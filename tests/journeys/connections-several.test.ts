import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { fixture } from '../support/a-running-service.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';
import { listProspects, readEvents } from '../support/the-api.ts';

jest.setTimeout(60_000);

let world: AServiceAtCalendly;
beforeEach(async () => {
  world = await AServiceAtCalendly.start({
    settings: { DEFAULT_ORGANIZATION_ID: 'none' },
    simulator: { events: 0, upcoming: 0 },
  });
});
afterEach(() => world[Symbol.asyncDispose]());

const acme = { organization: 'acme' };
const umbrella = { organization: 'umbrella' };
const has = (email: string, asker: { organization: string }) =>
  until(
    async () => (await world.emails(asker)).includes(email),
    `${email} at ${asker.organization}`,
  );

describe('two connections of one organization', () => {
  test('each have their address and key, and a booking that both tell is one', async () => {
    await world.connect(acme);
    await world.connect({ ...acme, user: 'hugo-marchand' });
    const { connections } = await world.status(acme);
    const urls = connections.map(({ id }) => `${world.url}/calendly/webhook/${id}`);
    const keys = urls.flatMap((url) => world.line.signingKeys(url));

    world.simulator.book({ email: 'ada@example.com', user: 'hugo-marchand' });
    await world.simulator.settled();

    expect(new Set(connections.map(({ scope }) => scope))).toEqual(
      new Set(['organization', 'user']),
    );
    expect(new Set(keys).size).toBe(2);
    const told = world.simulator.deliveries.map((one) => `${one.callbackUrl} ${one.status}`);
    expect(told.toSorted()).toEqual(urls.map((url) => `${url} delivered`).toSorted());
    const { items } = await readEvents(world.service, '', await world.token(acme));
    expect(items.filter(({ type }) => type !== 'connection.changed')).toMatchObject([
      { type: 'prospect.created' },
      { type: 'scheduled_event.created' },
      { type: 'note.added' },
    ]);
  });

  test('are ended one by one, or all at once', async () => {
    await world.connect(acme);
    await world.connect({ ...acme, user: 'hugo-marchand' });
    const { connections } = await world.status(acme);
    const hugo = connections.find(({ scope }) => scope === 'user')?.id ?? '';

    await world.ask('DELETE', `/calendly/disconnect?connectionId=${hugo}`, umbrella);
    const untouched = await world.status(acme);
    await world.ask('DELETE', `/calendly/disconnect?connectionId=${hugo}`, acme);
    const without = await world.status(acme);
    await world.ask('DELETE', '/calendly/disconnect', acme);

    expect(untouched.connections).toEqual(connections);
    expect(without).toMatchObject({ connected: true, user: { name: 'Camille Perrin' } });
    expect(without.connections.map(({ state }) => state).toSorted()).toEqual([
      'connected',
      'disconnected',
    ]);
    expect(await world.status(acme)).toMatchObject({ connected: false, state: 'disconnected' });
    expect(await world.subscriptions()).toEqual([]);
  });

  test('are told by the one that needs a person most', async () => {
    await world.connect(acme);
    await world.connect({ ...acme, user: 'hugo-marchand', scopes: ['users:read'] });

    const status = await world.status(acme);

    expect(status).toMatchObject({ user: { name: 'Hugo Marchand' }, connections: { length: 2 } });
    expect(status.problems.map(({ code }) => code)).toEqual(['scope_missing']);
  });
});

describe('connections of two organizations', () => {
  test('bring each the bookings of their own account', async () => {
    await world.connect(acme);
    await world.connect({ ...umbrella, user: 'mira-holt' });

    world.simulator.book({ email: 'ada@example.com' });
    world.simulator.book({ email: 'grace@example.com', user: 'mira-holt' });
    await Promise.all([has('ada@example.com', acme), has('grace@example.com', umbrella)]);

    expect(await world.emails(acme)).toEqual(['ada@example.com']);
    expect(await world.emails(umbrella)).toEqual(['grace@example.com']);
    const seen = await world.status(umbrella);
    expect(JSON.stringify(seen)).not.toContain(await world.connectionId(acme));
  });

  test('have addresses that take what is signed with their own key only', async () => {
    await world.connect(acme);
    await world.connect({ ...umbrella, user: 'mira-holt' });
    const [own, foreign] = [await world.connectionId(acme), await world.connectionId(umbrella)];
    const [key = ''] = world.line.signingKeys(`${world.url}/calendly/webhook/${own}`);
    world.simulator.book({ email: 'ada@example.com' });
    await has('ada@example.com', acme);
    const body = world.simulator.deliveries[0]?.body ?? '';

    const answers = await Promise.all(
      [own, foreign, `${foreign}/routing-forms`, crypto.randomUUID(), 'x'].map((id) =>
        world.post(`/${id}`, body, key),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 401, 401]);
    expect(answers[0]?.body).toEqual({ status: 'duplicate' });
    expect(answers.slice(1).map((one) => one.body)).toEqual(
      Array.from({ length: 4 }, () => ({ error: 'Invalid signature' })),
    );
    expect((await world.post('', body, key)).status).toBe(401);
    expect(await world.emails(umbrella)).toEqual([]);
  });

  test('are told apart on the shared address by who subscribed, else by the host', async () => {
    await world.connect(acme);
    await world.connect({ ...umbrella, user: 'mira-holt' });
    const [camille, mira, nobody] = [
      await world.userUri(),
      await world.userUri('mira-holt'),
      'https://api.calendly.com/users/NOBODYNOBODYNOBO',
    ];

    const words = await Promise.all([
      world.service.post(told('by-creator@example.com', mira, camille)),
      world.service.post(told('by-host@example.com', nobody, camille)),
      world.service.post(told('by-nobody@example.com', nobody, nobody)),
    ]);

    expect(words.map(({ body }) => body)).toEqual([
      { status: 'accepted' },
      { status: 'accepted' },
      { status: 'unrouted' },
    ]);
    expect(await world.emails(umbrella)).toEqual(['by-creator@example.com']);
    expect(await world.emails(acme)).toEqual(['by-host@example.com']);
  });
});

test('what was nobody’s is applied once its user connects', async () => {
  const mira = await world.userUri('mira-holt');
  const { body } = await world.service.post(told('early@example.com', mira, mira));
  expect(body).toEqual({ status: 'unrouted' });
  await world.connect(acme);
  expect(await world.emails(acme)).toEqual([]);

  await world.connect({ ...umbrella, user: 'mira-holt' });
  await has('early@example.com', umbrella);

  expect(await world.emails(acme)).toEqual([]);
  const { seq } = await listProspects(world.service, '', await world.token(umbrella));
  expect(await world.service.post(told('early@example.com', mira, mira))).toMatchObject({
    body: { status: 'duplicate' },
  });
  expect(await world.seq(umbrella)).toBe(seq);
});

/** A booking that no back-fill finds. */
function told(email: string, creator: string, host: string): string {
  const webhook = JSON.parse(fixture('webhook.invitee-created.full').toString()) as {
    created_by: string;
    payload: { email: string; uri: string; scheduled_event: { event_memberships: unknown } };
  };
  webhook.created_by = creator;
  webhook.payload.email = email;
  webhook.payload.uri += email.replace(/\W/g, '');
  webhook.payload.scheduled_event.event_memberships = [{ user: host }];
  return JSON.stringify(webhook);
}
