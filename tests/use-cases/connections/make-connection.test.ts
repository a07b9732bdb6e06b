import { describe, expect, test } from '@jest/globals';
import { wantedScopes } from '../../../src/domain/calendly-scopes.ts';
import {
  CalendlyUnauthenticated,
  ProviderError,
  StoreUnavailable,
} from '../../../src/domain/errors.ts';
import { aConnectedLine, aConnectingLine, wellStanding } from '../../support/a-connecting-line.ts';

test('a connection holds who was connected, until when, and what was granted', async () => {
  const line = aConnectingLine();

  const connection = await line.connectGrace();

  const { uri, name, email, organizationUri } = line.grace;
  expect(connection).toMatchObject({
    organizationId: line.acme,
    user: { uri, name, email, organizationUri },
    kind: 'oauth',
    scope: 'organization',
    state: 'connected',
    connectedAt: line.clock.now(),
    tokenExpiresAt: new Date(line.clock.now().getTime() + 7200_000),
    problems: [],
  });
  expect(await line.connection()).toEqual(connection);
  expect(await line.standing()).toEqual(wellStanding(connection.id));
});

test('earlier bookings begin to be read, and open pages are notified', async () => {
  const line = await aConnectedLine();

  const { id } = await line.connection();

  expect(await line.syncs.latest(line.acme)).toMatchObject({ state: 'running', to: null });
  const { entries } = await line.world.log.read(line.acme, 0, 100);
  expect(entries[0]).toMatchObject({
    type: 'connection.changed',
    subjectId: id,
    changed: ['state'],
  });
});

describe('connecting the same user again', () => {
  test('keeps the connection, and what its subscription is signed with', async () => {
    const line = await aConnectedLine();
    const before = await line.connection();
    line.clock.advance(60);

    const again = await line.connectGrace();

    expect(again).toMatchObject({ id: before.id, connectedAt: line.clock.now() });
    expect(again.subscription?.uri).toBe(before.subscription?.uri);
    expect(again.routingForms?.uri).toBe(before.routingForms?.uri);
    expect(await line.standing()).toEqual(wellStanding(before.id));
  });

  test('under another host’s name is still the same user', async () => {
    const line = await aConnectedLine();
    const { id } = await line.connection();
    const uri = line.grace.uri.replace('api.calendly.com', 'calendly.com');
    line.calendly.addUser('grace', { ...line.grace, uri });

    const again = await line.here.connect(line.acme, uri);

    expect(again.id).toBe(id);
    expect(await line.connections.list(line.acme)).toHaveLength(1);
  });

  test('brings back one whose grant was gone', async () => {
    const line = await aConnectedLine();
    const { id, organizationId } = await line.connection();
    await line.connections.update(organizationId, id, { state: 'reconnect_required' });

    const again = await line.connectGrace();

    expect(again).toMatchObject({ id, state: 'connected' });
    expect(await line.standing()).toEqual(wellStanding(id));
    expect(await line.here.tokens.withToken(again, (token) => line.api.me(token))).toMatchObject({
      uri: line.grace.uri,
    });
  });

  test('after disconnecting makes new subscriptions with a new key', async () => {
    const line = await aConnectedLine();
    const [old] = line.calendly.subscriptions.values();
    await line.here.disconnectCalendly.execute(line.acme, null);

    const { id } = await line.connectGrace();

    expect(await line.standing()).toEqual(wellStanding(id));
    const keys = [...line.calendly.subscriptions.values()].map(({ signingKey }) => signingKey);
    expect(keys).not.toContain(old?.signingKey);
  });

  test('by a personal token replaces the grant by it', async () => {
    const line = await aConnectedLine();
    const { id } = await line.connection();
    const token = line.calendly.personalToken(line.grace.uri);

    const again = await line.here.connectByToken.execute(line.acme, token);

    expect(again).toMatchObject({ id, kind: 'personal_token', tokenExpiresAt: null });
    expect(await line.connections.secrets(line.acme, id)).toMatchObject({ refreshToken: null });
    expect(await line.here.tokens.withToken(again, async (used) => used)).toBe(token);
    expect(await line.standing()).toEqual(wellStanding(id));
  });

  test('while its subscription is replaced does not lose the key of the new one', async () => {
    const line = await aConnectedLine();
    const { id } = await line.connection();
    for (const one of line.calendly.subscriptions.values()) one.state = 'disabled';
    const before = line.calendly.count('subscribe');
    const goOn = line.calendly.hold('subscribe');
    const connect = line.connections.connect.bind(line.connections);
    let keeping: Promise<unknown> = Promise.resolve();
    line.connections.connect = (connection, seal) =>
      connect(connection, async (of) => {
        const sealed = await seal(of);
        keeping = line.another().keepSubscription.execute(connection);
        await line.until(() => line.calendly.count('subscribe') > before);
        return sealed;
      });

    await line.connectGrace();
    goOn();
    await keeping;

    expect(await line.standing()).toEqual(wellStanding(id));
  });

  test('at once from several browsers is one connection with one subscription', async () => {
    const line = aConnectingLine();

    const ends = await Promise.all(
      Array.from({ length: 4 }, () => line.another().connect(line.acme, line.grace.uri)),
    );

    const [connection, ...others] = await line.connections.list(line.acme);
    expect(others).toEqual([]);
    expect(new Set(ends.map(({ id }) => id))).toEqual(new Set([connection?.id]));
    expect(await line.standing()).toEqual(wellStanding(connection?.id ?? ''));
  });
});

test('what fails while a connection is set up and is not of Calendly is not passed over', async () => {
  const line = aConnectingLine();
  line.calendly.refuse('subscribe', new StoreUnavailable('away'));

  await expect(line.connectGrace()).rejects.toBeInstanceOf(StoreUnavailable);

  expect(await line.connection()).toMatchObject({ state: 'connected', problems: [] });
  expect(await line.syncs.latest(line.acme)).toBeNull();
});

test('what fails while it is asked whose account it is, and is not of Calendly, is said as it is', async () => {
  const line = aConnectingLine();
  line.calendly.refuse('me', new StoreUnavailable('away'));

  await expect(line.connectGrace()).rejects.toBeInstanceOf(StoreUnavailable);

  expect(await line.connections.list(line.acme)).toEqual([]);
});

test('what somebody was announced of stays noted when the user connects again, until it is announced to be over', async () => {
  const line = await aConnectedLine();
  const { id } = await line.connection();
  const announced = [
    'reconnect_required',
    'subscription_disabled',
    'subscription_missing',
    'role_lost',
  ] as const;
  await line.connections.update(line.acme, id, { problems: [...announced, 'provider_error'] });
  line.calendly.refuse('subscriptions', new StoreUnavailable('away'));

  await expect(line.connectGrace()).rejects.toBeInstanceOf(StoreUnavailable);

  expect((await line.connection()).problems).toEqual(announced);
});

test('what was nobody’s is given away before the history is read; that it cannot be is not passed over', async () => {
  const line = aConnectingLine();
  line.world.unrouted.list = async () => {
    await line.pause(0);
    throw new StoreUnavailable('away');
  };

  await expect(line.connectGrace()).rejects.toBeInstanceOf(StoreUnavailable);

  expect(await line.syncs.latest(line.acme)).toBeNull();
});

test('that no subscription could be made is in the log, with why', async () => {
  const line = aConnectingLine();
  line.calendly.refuse('subscribe', new ProviderError('HTML'));

  const { id } = await line.connectGrace();

  expect(line.logger.lines).toContainEqual({
    level: 'warn',
    message: 'A subscription could not be made',
    fields: { connectionId: id, reason: 'provider_error' },
  });
});

test('a grant that says all scopes lacks none, and what is made of it says what it was', async () => {
  const line = aConnectingLine();

  const connection = await line.connectGrace([...wantedScopes]);

  expect(connection).toMatchObject({ problems: [], grantedScopes: wantedScopes });
  expect(line.logger.lines).toContainEqual({
    level: 'info',
    message: 'Calendly is connected',
    fields: { organizationId: line.acme, connectionId: connection.id, kind: 'oauth' },
  });
});

describe('that the subscription cannot be made', () => {
  test('takes nothing from the connection, which says what is wrong', async () => {
    const line = aConnectingLine();
    line.calendly.refuse('subscribe', new ProviderError('HTML'));

    const connection = await line.connectGrace();

    expect(connection).toMatchObject({
      state: 'connected',
      subscription: null,
      problems: ['provider_error'],
    });
    expect(await line.syncs.latest(line.acme)).toMatchObject({ state: 'running' });
  });

  test('is over once it can be made', async () => {
    const line = aConnectingLine();
    line.calendly.refuse('subscriptions', new ProviderError('HTML'));
    const connection = await line.connectGrace();

    const kept = await line.here.keepSubscription.execute(connection);

    expect(kept.problems).toEqual([]);
    expect(await line.standing()).toEqual(wellStanding(connection.id));
  });

  test('for want of a permission, and connecting again with it, is over too', async () => {
    const line = aConnectingLine();
    const first = await line.connectGrace(['users:read', 'scheduled_events:read']);

    const again = await line.connectGrace();

    expect(first.problems).toEqual(['scope_missing']);
    expect(again).toMatchObject({ id: first.id, problems: [] });
  });
});

test('a grant that does not open anything is not called a personal token', async () => {
  const line = aConnectingLine();
  line.calendly.refuse('me', new CalendlyUnauthenticated('The access token is invalid'));

  await expect(line.connectGrace()).rejects.toThrow(/the token that it gave/);
});
