import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../../src/domain/connection.ts';
import {
  aConnectedLine,
  aConnectingLine,
  type ConnectingLine,
} from '../../support/a-connecting-line.ts';
import { sharedKey } from '../../support/a-connecting-process.ts';
import { aConnection, aSubscription, sealedFor } from '../../support/a-connection.ts';
import { aReportedBooking } from '../../support/a-reported-booking.ts';

const nothing = {
  applied: 0,
  duplicate: 0,
  ignored: 0,
  unrouted: 0,
  quarantined: 0,
  due: 0,
  dead: 0,
};

test('before anybody connects there is nothing to report', async () => {
  const line = aConnectingLine();

  const status = await line.here.readStatus.execute(line.acme);

  expect(status).toEqual({
    state: 'disconnected',
    connectionId: null,
    user: null,
    scope: null,
    kind: null,
    connectedAt: null,
    subscription: null,
    routingForms: null,
    tokenExpiresAt: null,
    deliveries: { lastReceivedAt: null, last24h: nothing },
    sync: null,
    problems: [],
    connections: [],
  });
});

test('a connection’s status shows all that is known of it, and of the organization the same', async () => {
  const line = aConnectingLine();
  const subscription = aSubscription();
  const connection = aConnection(line.acme, { subscription, routingForms: aSubscription() });
  await line.connections.connect(connection, sealedFor);
  const { id, user, connectedAt, tokenExpiresAt, routingForms } = connection;
  const tally = {
    connectionId: id,
    statuses: { applied: 1, ignored: 2, unrouted: 3, quarantined: 4, due: 5, dead: 6 },
    duplicates: 7,
  };
  line.world.deliveries.since = async () => [tally, { ...tally, connectionId: null }];

  const status = await line.here.readStatus.execute(line.acme);

  const facts = {
    state: 'connected',
    user,
    scope: 'organization',
    kind: 'oauth',
    connectedAt,
    subscription,
    routingForms,
    tokenExpiresAt,
    sync: null,
    problems: [],
  };
  const last24h = {
    applied: 1,
    ignored: 2,
    unrouted: 3,
    quarantined: 4,
    due: 5,
    dead: 6,
    duplicate: 7,
  };
  const twice = Object.fromEntries(
    Object.entries(last24h).map(([name, count]) => [name, 2 * count]),
  );
  const own = { id, ...facts, deliveries: { lastReceivedAt: null, last24h } };
  expect(status.connections).toEqual([own]);
  expect(await line.here.readStatus.ofConnections(line.acme, [id, 'nobody'])).toEqual([own]);
  const { connections: _connections, ...organization } = status;
  expect(organization).toEqual({
    connectionId: id,
    ...facts,
    deliveries: { lastReceivedAt: null, last24h: twice },
  });
});

describe('of several connections the one that needs a person most comes first:', () => {
  const subscription = aSubscription();
  const fine: Partial<Connection> = { subscription };
  const troubled: Partial<Connection> = { subscription, problems: ['scope_missing'] };
  const lost: Partial<Connection> = { subscription, state: 'reconnect_required' };
  const gone: Partial<Connection> = { state: 'disconnected' };

  test.each([
    ['a lost one before all others', [gone, fine, troubled, lost], 3],
    ['one with a problem before good ones', [fine, troubled, gone], 1],
    ['a good one before those that are gone', [gone, fine, gone], 1],
    ['the oldest of equals', [fine, fine], 0],
    ['the oldest of equals with problems', [fine, troubled, troubled], 1],
  ])('%s', async (_what, all, first) => {
    const line = aConnectingLine();
    const ids = await add(line, all);

    const status = await line.here.readStatus.execute(line.acme);

    expect(status.connectionId).toBe(ids[first]);
    expect(status.connections.map(({ id }) => id)).toEqual(ids);
    const own = status.connections.find(({ id }) => id === ids[first]);
    expect([status.state, status.problems]).toEqual([own?.state, own?.problems]);
  });
});

describe('a problem', () => {
  test('is described in a text, with a remedy', async () => {
    const line = aConnectingLine({ appUrl: 'http://crm.example.com' });
    await add(line, [{ problems: ['plan_too_small', 'not_reachable', 'subscription_missing'] }]);

    const { problems } = await line.here.readStatus.execute(line.acme);

    expect(problems).toEqual([
      {
        code: 'plan_too_small',
        message: 'The Calendly plan of this account does not allow webhooks.',
        remedy: 'Choose a larger plan at Calendly, then connect again.',
      },
      {
        code: 'not_reachable',
        message: 'Calendly cannot reach http://crm.example.com: it needs a public https address.',
        remedy: expect.stringContaining('APP_URL'),
      },
      { code: 'subscription_missing', message: expect.any(String), remedy: expect.any(String) },
    ]);
  });

  test('is the state as well, whether somebody noted it or not', async () => {
    const line = aConnectingLine();
    await add(line, [{ state: 'reconnect_required' }]);

    const { problems } = await line.here.readStatus.execute(line.acme);

    expect(problems.map(({ code }) => code)).toEqual(['reconnect_required']);
  });

  test('that is over is not shown, though it is noted still', async () => {
    const line = aConnectingLine();
    const problems = [
      'reconnect_required',
      'subscription_disabled',
      'subscription_missing',
    ] as const;
    await add(line, [{ subscription: aSubscription(), problems }]);

    expect((await line.here.readStatus.execute(line.acme)).problems).toEqual([]);
  });

  test('of the clock is the server’s, in words that say how far it is off', async () => {
    const line = await aConnectedLine();
    const now = line.clock.now();
    line.here.skew.observe(new Date(now.getTime() + 300_000), now);
    for (const at of [now, now, now]) line.here.skew.observe(new Date(at.getTime() + 300_000), at);

    const status = await line.here.readStatus.execute(line.acme);

    expect(status.problems).toMatchObject([
      { code: 'clock_skew', message: expect.stringContaining('300 seconds behind') },
    ]);
    expect(status.connections[0]?.problems).toEqual([]);
  });
});

test.each([
  [536_870_912, []],
  [536_870_913, ['undecided_growing']],
])('%p bytes of deliveries that wait for a person are shown as %p', async (bytes, codes) => {
  const line = await aConnectedLine();
  line.world.deliveries.undecidedBytes = async () => bytes;

  const { problems } = await line.here.readStatus.execute(line.acme);

  expect(problems.map(({ code }) => code)).toEqual(codes);
  for (const { message } of problems) expect(message).toContain('take 537 MB');
});

describe('deliveries are counted', () => {
  test('for a day, by what became of them, in all and for each connection', async () => {
    const line = await aConnectedLine();
    const { id } = await line.connection();
    const [{ signingKey } = { signingKey: '' }] = line.calendly.subscriptions.values();
    const reported = aReportedBooking('ada@example.com', { creator: line.grace.uri });
    await line.here.hear(
      aReportedBooking('old@example.com', { creator: line.grace.uri }),
      signingKey,
      id,
    );
    line.clock.advance(24 * 3600 + 1);
    for (const body of [reported, reported, reported, '{"event":"x.y"}', 'no JSON']) {
      await line.here.hear(body, signingKey, id);
    }
    const last = line.clock.now();
    line.clock.advance(60);
    await line.here.hear(
      aReportedBooking('bob@example.com', { creator: line.grace.uri }),
      sharedKey,
    );

    const status = await line.here.readStatus.execute(line.acme);

    const own = { ...nothing, applied: 1, duplicate: 2, ignored: 1, dead: 1 };
    expect(status.connections[0]?.deliveries).toEqual({ lastReceivedAt: last, last24h: own });
    expect(status.deliveries).toEqual({
      lastReceivedAt: line.clock.now(),
      last24h: { ...own, applied: 2 },
    });
  });

  test('by nobody else', async () => {
    const line = await aConnectedLine();
    const globex = line.world.organization();
    const body = aReportedBooking('ada@example.com', { creator: line.grace.uri });
    await line.here.hear(body, sharedKey);

    const { deliveries } = await line.here.readStatus.execute(globex);

    expect(deliveries).toEqual({ lastReceivedAt: null, last24h: nothing });
  });
});

test('connections are read by their ids, and another organization’s are not', async () => {
  const line = await aConnectedLine();
  const { id } = await line.connection();
  const globex = line.world.organization();

  const own = await line.here.readStatus.ofConnections(line.acme, [id, crypto.randomUUID()]);
  const foreign = await line.here.readStatus.ofConnections(globex, [id]);

  expect(own).toMatchObject([{ id, state: 'connected', sync: { state: 'running' } }]);
  expect(foreign).toEqual([]);
});

test('no secret is in a status', async () => {
  const line = await aConnectedLine();

  const status = JSON.stringify(await line.here.readStatus.execute(line.acme));

  const [{ signingKey } = { signingKey: 'none' }] = line.calendly.subscriptions.values();
  const { id } = await line.connection();
  const sealed = await line.connections.secrets(line.acme, id);
  const secrets = [signingKey, ...line.calendly.tokens.keys(), ...Object.values(sealed ?? {})];
  expect(secrets.filter((secret) => secret !== null && status.includes(secret))).toEqual([]);
});

/** Makes connections of acme, one second apart. Returns their ids. */
async function add(line: ConnectingLine, all: readonly Partial<Connection>[]): Promise<string[]> {
  const ids: string[] = [];
  for (const changes of all) {
    line.clock.advance(1);
    const connection = aConnection(line.acme, { connectedAt: line.clock.now(), ...changes });
    const { id } = await line.connections.connect(connection, sealedFor);
    ids.push(id);
  }
  return ids;
}
