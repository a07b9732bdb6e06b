import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../../src/domain/connection.ts';
import {
  CalendlyForbidden,
  GrantInvalid,
  ProviderError,
  StoreUnavailable,
} from '../../../src/domain/errors.ts';
import type { Alert } from '../../../src/ports/alert-sender.ts';
import {
  WatchConnections,
  type WatchConnectionsParts,
} from '../../../src/use-cases/connections/watch-connections.ts';
import { aLineToCalendly, aListedMeeting } from '../../support/a-line-to-calendly.ts';

const hour = 3600;

describe('a subscription that is active', () => {
  test('is looked at, and nobody is alerted', async () => {
    const watch = await aWatch();
    watch.clock.advance(hour);

    await watch.look();

    const after = await watch.now();
    expect(after.subscription).toMatchObject({ state: 'active', checkedAt: watch.clock.now() });
    expect([watch.alerts, after.problems]).toEqual([[], []]);
    expect(await watch.parts.syncs.latest(watch.acme)).toBeNull();
  });

  test('keeps nobody from being looked at when Calendly does not answer for another', async () => {
    const watch = await aWatch();
    watch.calendly.refuse('subscription', new ProviderError('away'));

    await watch.look();

    expect(watch.parts.logger.messages('warn')).toEqual(['A connection could not be checked']);
    expect((await watch.now()).problems).toEqual([]);
  });

  test('is looked at by one process at a time', async () => {
    const watch = await aWatch();
    const goOn = watch.calendly.hold('subscription');

    const first = watch.look();
    await Promise.resolve();
    await watch.look();
    goOn();
    await first;

    expect(watch.calendly.count('subscription')).toBe(1);
  });
});

test('a connection that is disconnected while it is looked at is left alone', async () => {
  const watch = await aWatch();
  const goOn = watch.calendly.hold('subscription');
  const looked = watch.look();
  for (let turn = 0; turn < 100 && watch.calendly.count('subscription') === 0; turn += 1) {
    await new Promise(setImmediate);
  }

  await watch.parts.connections.disconnect(watch.acme, watch.connection.id);
  goOn();
  await looked;

  expect(watch.alerts).toEqual([]);
  expect(await watch.now()).toMatchObject({ state: 'disconnected', subscription: null });
});

test('what is no refusal of Calendly ends the look, and the next one finds the connection free', async () => {
  const watch = await aWatch();
  watch.calendly.refuse('subscription', new StoreUnavailable('away'));

  await expect(watch.look()).rejects.toBeInstanceOf(StoreUnavailable);
  await watch.look();

  expect(watch.calendly.count('subscription')).toBe(2);
  expect(watch.parts.logger.messages('warn')).toEqual([]);
});

test('a connection whose grant turns out to be gone keeps nobody from being looked at', async () => {
  const watch = await aWatch();
  watch.calendly.refuse('subscription', new GrantInvalid('revoked'));

  await watch.look();

  expect(watch.parts.logger.lines).toContainEqual({
    level: 'warn',
    message: 'A connection could not be checked',
    fields: { organizationId: watch.acme, reason: 'grant_invalid' },
  });
  expect(watch.alerts).toMatchObject([
    { type: 'connection.broken', problem: 'reconnect_required' },
  ]);
});

describe.each([
  ['disabled', 'subscription_disabled'],
  ['gone', 'subscription_missing'],
])('a subscription that is %s', (kind, problem) => {
  test('is made again, the gap is read, and each is alerted once', async () => {
    const watch = await aWatch();
    watch.lastDeliveryAt = watch.clock.now();
    watch.calendly.meetings.push(aListedMeeting(watch.user.uri, 'missed', 2));
    watch.clock.advance(25 * hour);
    watch.lose(kind);

    await watch.look();
    await watch.sync.work();
    watch.clock.advance(hour);
    await watch.look();

    const after = await watch.now();
    expect(after.problems).toEqual([]);
    expect(after.subscription).toMatchObject({ state: 'active' });
    expect(after.subscription?.uri).not.toBe(watch.first);
    expect(watch.alerts.map(({ type, problem: what }) => [type, what])).toEqual([
      ['connection.broken', problem],
      ['connection.recovered', problem],
    ]);
    const sevenDaysBefore = new Date(watch.world.now.getTime() - 7 * 24 * hour * 1000);
    expect(await watch.parts.syncs.latest(watch.acme)).toMatchObject({
      state: 'done',
      from: sevenDaysBefore,
      to: null,
      created: 1,
    });
  });

  test('that cannot be made again is alerted once, and tried at every look', async () => {
    const watch = await aWatch();
    watch.lose(kind);
    watch.calendly.refuse('subscribe', new CalendlyForbidden('plan', 'Please upgrade'), 2);

    await watch.look();
    await watch.look();
    const broken = await watch.now();
    await watch.look();

    expect(broken.problems).toEqual([problem, 'plan_too_small']);
    expect(watch.alerts.map(({ type, problem: what }) => [type, what])).toEqual([
      ['connection.broken', problem],
      ['connection.broken', 'plan_too_small'],
      ['connection.recovered', problem],
    ]);
    expect((await watch.now()).problems).toEqual([]);
  });

  test('whose gap was not read before a crash is read at the next look, from the beginning', async () => {
    const watch = await aWatch();
    watch.lastDeliveryAt = watch.clock.now();
    watch.lose(kind);
    const start = watch.sync.start.bind(watch.sync);
    watch.sync.start = () => Promise.reject(new ProviderError('dead'));
    await watch.look();
    watch.sync.start = start;
    watch.lastDeliveryAt = new Date(watch.clock.now().getTime() + 1);

    await watch.look();

    const { connectedAt } = watch.connection;
    const from = new Date(connectedAt.getTime() - 7 * 24 * hour * 1000);
    expect(await watch.parts.syncs.latest(watch.acme)).toMatchObject({ from });
    expect((await watch.now()).problems).toEqual([]);
  });
});

test('a grant that is gone is alerted once, and nothing is asked of Calendly any more', async () => {
  const watch = await aWatch();
  await watch.parts.connections.update(watch.acme, watch.connection.id, {
    state: 'reconnect_required',
  });

  await watch.look();
  await watch.look();

  expect(watch.alerts).toMatchObject([
    { type: 'connection.broken', problem: 'reconnect_required' },
  ]);
  expect(watch.calendly.count('subscription')).toBe(0);
});

test.each([
  ['disabled', 'subscription_disabled'],
  ['gone', 'subscription_missing'],
])(
  'that a line is %s is noted in full before the look is over, and is in the log',
  async (kind, problem) => {
    const watch = await aWatch();
    watch.lose(kind);
    watch.slow = true;
    const { acme: organizationId, connection } = watch;

    await watch.look();

    const noted = { at: watch.clock.now(), organizationId, connectionId: connection.id, problem };
    expect(watch.alerts).toStrictEqual([
      {
        id: expect.stringContaining(connection.id),
        type: 'connection.broken',
        ...noted,
        message: `Calendly does not deliver webhooks (${problem}). The service tries to repair it.`,
      },
      {
        id: expect.stringContaining(connection.id),
        type: 'connection.recovered',
        ...noted,
        message: 'Webhooks are delivered again. What was missed is being read.',
      },
    ]);
    expect(new Set(watch.alerts.map(({ id }) => id)).size).toBe(2);
    expect(watch.parts.logger.lines).toContainEqual({
      level: 'error',
      message: 'The connection to Calendly broke',
      fields: { organizationId, connectionId: connection.id, problem },
    });
  },
);

test('that a grant is gone, and is back, is noted before the look is over', async () => {
  const watch = await aWatch();
  watch.slow = true;
  const state = (now: 'connected' | 'reconnect_required') =>
    watch.parts.connections.update(watch.acme, watch.connection.id, { state: now });

  await state('reconnect_required');
  await watch.look();
  await state('connected');
  await watch.look();

  expect(watch.alerts.map(({ type, problem, message }) => [type, problem, message])).toEqual([
    [
      'connection.broken',
      'reconnect_required',
      'Calendly does not accept the connection any more. An administrator has to connect again.',
    ],
    [
      'connection.recovered',
      'reconnect_required',
      'Webhooks are delivered again. What was missed is being read.',
    ],
  ]);
  expect((await watch.now()).problems).toEqual([]);
});

test('an alert that cannot be delivered keeps nothing from being mended', async () => {
  const watch = await aWatch();
  watch.lose('disabled');
  watch.deaf = true;

  await watch.look();

  expect((await watch.now()).problems).toEqual([]);
  expect(watch.parts.logger.messages('warn')).toContain('An alert could not be delivered');
});

/** A connection with a live subscription, and its watcher. */
async function aWatch() {
  const line = await aLineToCalendly();
  const { acme, connection, parts, user } = line;
  const keepSubscription = async (one: Connection): Promise<Connection> => {
    const subscription = await parts.accessTokens.withToken(one, (token) =>
      parts.calendlyApi.subscribe(token, {
        scope: 'organization',
        organizationUri: user.organizationUri,
        userUri: user.uri,
        callbackUrl: `https://crm.example.com/calendly/webhook/${line.calendly.unique('hook')}`,
        events: ['invitee.created'],
        signingKey: 'key',
      }),
    );
    return (await parts.connections.update(acme, one.id, { subscription })) ?? one;
  };
  const connected = await keepSubscription(connection);
  const first = connected.subscription?.uri ?? '';
  const alerts: Alert[] = [];
  const watch = {
    ...line,
    alerts,
    first,
    deaf: false,
    /** True while alerts are slow. */
    slow: false,
    lastDeliveryAt: null as Date | null,
    now: async () => (await parts.connections.get(acme, connection.id)) as Connection,
    look: () => new WatchConnections(watchParts()).execute(),
    lose: (kind: string) => {
      const subscription = line.calendly.subscriptions.get(first);
      if (kind === 'gone') line.calendly.subscriptions.delete(first);
      else if (subscription !== undefined) subscription.state = 'disabled';
    },
  };
  const watchParts = (): WatchConnectionsParts => ({
    ...parts,
    keepSubscription: { execute: keepSubscription },
    syncHistory: watch.sync,
    deliveries: { lastReceivedAt: async () => watch.lastDeliveryAt },
    changeConnection: {
      execute: ({ id }, changes) => parts.connections.update(acme, id, changes),
    },
    alertSender: {
      send: async (alert) => {
        if (watch.deaf) throw new Error('nobody there');
        if (watch.slow) await new Promise(setImmediate);
        alerts.push(alert);
      },
    },
  });
  return watch;
}
