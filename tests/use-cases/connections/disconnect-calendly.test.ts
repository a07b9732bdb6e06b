import { describe, expect, test } from '@jest/globals';
import { ProviderError, StoreUnavailable } from '../../../src/domain/errors.ts';
import {
  aConnectedLine,
  aConnectingLine,
  type ConnectingLine,
  wellStanding,
} from '../../support/a-connecting-line.ts';
import { atEveryDeath, type Lifeline } from '../../support/a-lifeline.ts';
import { aKey } from '../../support/a-rotation.ts';

const leaseSeconds = 31;

test('disconnecting leaves nothing at Calendly, and no secret here; who it was stays known', async () => {
  const line = await aConnectedLine();
  const { id, user } = await line.connection();

  await line.here.disconnectCalendly.execute(line.acme, id);

  expectNothingLeft(line);
  expect(await line.connections.secrets(line.acme, id)).toBeNull();
  expect(await line.connection()).toMatchObject({
    id,
    user,
    state: 'disconnected',
    subscription: null,
    routingForms: null,
    tokenExpiresAt: null,
  });
  const { entries } = await line.world.log.read(line.acme, 0, 100);
  expect(entries.at(-1)).toMatchObject({ subjectId: id, changed: ['state'] });
});

test('what Calendly still sends is not taken from then on', async () => {
  const line = await aConnectedLine();
  const { id } = await line.connection();
  const [{ signingKey } = { signingKey: '' }] = line.calendly.subscriptions.values();
  const hear = () => line.here.hear('{"event":"nothing.happened"}', signingKey, id);
  const before = await hear();

  await line.here.disconnectCalendly.execute(line.acme, id);

  expect([before, await hear()]).toEqual(['ignored', 'refused']);
});

test('a personal token is the person’s, and stays good', async () => {
  const line = aConnectingLine();
  const token = line.calendly.personalToken(line.grace.uri);
  await line.here.connectByToken.execute(line.acme, token);

  await line.here.disconnectCalendly.execute(line.acme, null);

  expect(await line.api.me(token)).toMatchObject({ uri: line.grace.uri });
  expect(await line.standing()).toEqual([]);
  expect(await line.connections.live()).toEqual([]);
});

describe('disconnecting', () => {
  test('where nothing is connected, or not any more, does nothing and announces nothing', async () => {
    const line = await aConnectedLine();
    await line.here.disconnectCalendly.execute(line.acme, null);
    const { entries } = await line.world.log.read(line.acme, 0, 100);

    await line.here.disconnectCalendly.execute(line.acme, null);
    await line.here.disconnectCalendly.execute(line.world.organization(), null);

    expect((await line.world.log.read(line.acme, 0, 100)).entries).toEqual(entries);
  });

  test('of one that nobody has, or somebody else, is said not to be known', async () => {
    const line = await aConnectedLine();
    const { id } = await line.connection();
    const globex = line.world.organization();

    const answers = [
      await line.here.disconnectCalendly.execute(line.acme, 'nobody'),
      await line.here.disconnectCalendly.execute(globex, id),
      await line.here.disconnectCalendly.execute(line.acme, id),
      await line.here.disconnectCalendly.execute(line.acme, id),
    ];

    expect(answers).toEqual(['unknown', 'unknown', 'disconnected', 'disconnected']);
  });

  test('one connection, or all of them, touches no other organization’s', async () => {
    const line = await aConnectedLine();
    const globex = line.world.organization();
    const hugo = line.calendly.addUser('hugo');
    const theirs = await line.here.connect(globex, hugo.uri);
    const second = await line.here.connect(line.acme, line.calendly.addUser('ada').uri);
    const first = await line.connection();

    await line.here.disconnectCalendly.execute(line.acme, theirs.id);
    const untouched = await line.connections.live();
    await line.here.disconnectCalendly.execute(line.acme, first.id);
    const withoutFirst = await line.connections.live();
    await line.here.disconnectCalendly.execute(line.acme, null);

    expect(untouched).toHaveLength(3);
    expect(withoutFirst.map(({ id }) => id).toSorted()).toEqual([theirs.id, second.id].toSorted());
    expect((await line.connections.live()).map(({ id }) => id)).toEqual([theirs.id]);
    expect(await line.standing()).toEqual(wellStanding(theirs.id));
  });

  test('while a subscription is being made leaves none', async () => {
    const line = await aConnectedLine();
    line.calendly.subscriptions.clear();
    const letGo = line.calendly.hold('subscribe');
    const other = line.another();

    const keeping = other.keepSubscription.execute(await line.connection());
    await line.until(() => line.calendly.count('subscribe') === 3);
    const ending = line.here.disconnectCalendly.execute(line.acme, null);
    await line.until(() => line.waits > 0);
    letGo();
    await Promise.all([keeping, ending]);

    expectNothingLeft(line);
    expect(await line.connections.live()).toEqual([]);
  });

  test('does not wait for ever for whoever makes a subscription', async () => {
    const line = await aConnectedLine();
    const { id } = await line.connection();
    const never = new Date(line.clock.now().getTime() + 3600_000);
    await line.connections.lease(`subscribe:${id}`, 'another', line.clock.now(), never);

    await line.here.disconnectCalendly.execute(line.acme, id);

    expect(await line.connections.live()).toEqual([]);
    expectNothingLeft(line);
  });
});

describe('that Calendly', () => {
  test('does not answer keeps nobody from disconnecting', async () => {
    const line = await aConnectedLine();
    line.calendly.refuse('unsubscribe', new ProviderError('HTML'), 9);
    line.calendly.refuse('revoke', new ProviderError('HTML'), 9);
    const { id } = await line.connection();

    await line.here.disconnectCalendly.execute(line.acme, id);

    expect(await line.connections.secrets(line.acme, id)).toBeNull();
    expect((await line.connection()).state).toBe('disconnected');
    expect(line.logger.messages('warn')).toContain('Something of a connection is left at Calendly');
  });

  test.each([
    ['unsubscribe', [1, 0]],
    ['revoke', [0, 1]],
  ] as const)('fails at one %s leaves no more than that', async (call, left) => {
    const line = await aConnectedLine();
    line.calendly.refuse(call, new ProviderError('HTML'));

    await line.here.disconnectCalendly.execute(line.acme, null);

    const { refreshTokens, subscriptions, tokens } = line.calendly;
    expect([subscriptions.size, refreshTokens.size + tokens.size]).toEqual(left);
  });

  test('took the grant back before is no hindrance', async () => {
    const line = await aConnectedLine();
    line.calendly.tokens.clear();
    line.calendly.refreshTokens.clear();

    await line.here.disconnectCalendly.execute(line.acme, null);

    expect(await line.connections.live()).toEqual([]);
  });
});

test('secrets that no key opens are erased all the same', async () => {
  const line = await aConnectedLine();
  const { id } = await line.connection();
  const other = line.another(undefined, { encryptionKeys: [aKey()] });

  await other.disconnectCalendly.execute(line.acme, id);

  expect(await line.connections.secrets(line.acme, id)).toBeNull();
  expect(await line.connections.live()).toEqual([]);
});

test('a store that is away is an error, and disconnecting again finishes it', async () => {
  const line = await aConnectedLine();
  const disconnect = line.connections.disconnect.bind(line.connections);
  line.connections.disconnect = async () => {
    throw new StoreUnavailable('The database is away.');
  };
  const refused = line.here.disconnectCalendly.execute(line.acme, null);
  await expect(refused).rejects.toThrow(StoreUnavailable);
  line.connections.disconnect = disconnect;

  await line.here.disconnectCalendly.execute(line.acme, null);

  expectNothingLeft(line);
  expect(await line.connections.live()).toEqual([]);
});

test('wherever a process dies while it disconnects, doing it again finishes it', async () => {
  const begin = async (life: Lifeline) => {
    const line = await aConnectedLine();
    return { line, dying: line.another(life).disconnectCalendly.execute(line.acme, null) };
  };

  const seen = await atEveryDeath(begin, async ({ line }) => {
    line.clock.advance(leaseSeconds);
    await line.another().disconnectCalendly.execute(line.acme, null);
    const { refreshTokens, subscriptions, tokens } = line.calendly;
    const left = [subscriptions, refreshTokens, tokens].map(({ size }) => size);
    return [...left, (await line.connections.live()).length];
  });

  expect(seen.length).toBeGreaterThan(20);
  expect(seen).toEqual(seen.map(() => [0, 0, 0, 0]));
});

function expectNothingLeft({ calendly }: ConnectingLine): void {
  const { refreshTokens, subscriptions, tokens } = calendly;
  expect([subscriptions.size, refreshTokens.size, tokens.size]).toEqual([0, 0, 0]);
}
