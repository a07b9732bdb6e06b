import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../../adapters/memory/manual-clock.ts';
import { MemoryConnectionStore } from '../../../adapters/memory/memory-connection-store.ts';
import { RecordingLogger } from '../../../adapters/memory/recording-logger.ts';
import { KeyError, StoreUnavailable } from '../../../src/domain/errors.ts';
import { organizationId } from '../../../src/domain/organization-id.ts';
import { ConnectionDirectory } from '../../../src/use-cases/intake/connection-directory.ts';
import { aConnection, aUser } from '../../support/a-connection.ts';

const acme = organizationId('acme');

/** A directory over connections that others may change, how often it read them, and which keys do not open. */
async function aDirectory() {
  const connections = new MemoryConnectionStore();
  const clock = new ManualClock(new Date('2026-01-05T10:00:00Z'));
  const logger = new RecordingLogger();
  const state = { reads: 0, opened: 0, failure: null as Error | null };
  const live = connections.live.bind(connections);
  connections.live = () => {
    state.reads += 1;
    return live();
  };
  const directory = new ConnectionDirectory({
    connections,
    clock,
    logger,
    tokenCipher: {
      seal: async (text: string) => text,
      open: async (text: string) => {
        state.opened += 1;
        if (state.failure !== null) throw state.failure;
        return `opened ${text}`;
      },
    } as never,
  });
  const connect = async (signingKey = 'new', previousSigningKey: string | null = 'old') => {
    const secrets = { accessToken: null, refreshToken: null, signingKey, previousSigningKey };
    return connections.connect(aConnection(acme, { user: aUser() }), async () => secrets);
  };
  return { connections, clock, logger, state, directory, connect };
}

describe('what signs webhooks to a connection', () => {
  test('is its key, and the one before while that is replaced', async () => {
    const { directory, connect } = await aDirectory();
    const { id } = await connect();
    const other = await connect('only', null);

    expect(await directory.signingKeys(id)).toEqual(['opened new', 'opened old']);
    expect(await directory.signingKeys(other.id)).toEqual(['opened only']);
    expect(await directory.signingKeys('nobody')).toEqual([]);
  });

  test('is opened once for many webhooks', async () => {
    const { directory, connect, state } = await aDirectory();
    const { id } = await connect();

    await Promise.all(Array.from({ length: 10 }, () => directory.signingKeys(id)));

    expect([state.reads, state.opened]).toEqual([1, 2]);
  });

  test('is looked for again after a second where it did not fit, else after five', async () => {
    const { directory, connect, clock, state } = await aDirectory();
    const { id } = await connect();
    const readsAt = async (seconds: number, again: boolean) => {
      clock.advance(seconds);
      await directory.signingKeys(id, again);
      return state.reads;
    };

    expect([
      await readsAt(0, false),
      await readsAt(0.999, true),
      await readsAt(0.001, true),
      await readsAt(4.999, false),
      await readsAt(0.001, false),
    ]).toEqual([1, 1, 2, 2, 3]);
  });

  test('leaves out a key that does not open, and says so', async () => {
    const { directory, connect, state, logger } = await aDirectory();
    const { id } = await connect();
    state.failure = new KeyError('It is of another key.');

    expect(await directory.signingKeys(id)).toEqual([]);
    expect(logger.lines).toEqual(
      ['signingKey', 'previousSigningKey'].map((field) => ({
        level: 'error',
        message: 'A signing key cannot be opened',
        fields: { connectionId: id, field },
      })),
    );
  });

  test('is tried again at once when another failure kept it from being opened', async () => {
    const { directory, connect, state } = await aDirectory();
    const { id } = await connect();
    state.failure = new StoreUnavailable('away');
    await expect(directory.signingKeys(id)).rejects.toBeInstanceOf(StoreUnavailable);
    state.failure = null;

    expect(await directory.signingKeys(id)).toEqual(['opened new', 'opened old']);
  });
});

describe('what other processes change', () => {
  test('is seen after five seconds, and after a clock was set back', async () => {
    const { directory, connect, clock } = await aDirectory();
    await directory.find('nobody');
    const { id } = await connect();

    const early = await directory.find(id);
    clock.advance(5);
    const late = await directory.find(id);
    const another = await connect();
    clock.advance(-5);

    expect([early, late?.id]).toEqual([null, id]);
    expect((await directory.find(another.id))?.id).toBe(another.id);
  });

  test('is seen at once by whoever knows of it, though an older read was under way', async () => {
    const { directory, connect, connections } = await aDirectory();
    const live = connections.live.bind(connections);
    const gate = Promise.withResolvers<void>();
    connections.live = async () => {
      const read = await live();
      await gate.promise;
      return read;
    };
    const before = directory.find('nobody');
    connections.live = live;
    const { id } = await connect();

    directory.forget();
    const found = await directory.find(id);
    gate.resolve();
    await before;

    expect(found?.id).toBe(id);
    expect((await directory.find(id))?.id).toBe(id);
  });

  test('is read anew after a read that failed', async () => {
    const { directory, connect, connections } = await aDirectory();
    const { id } = await connect();
    const live = connections.live.bind(connections);
    connections.live = () => Promise.reject(new StoreUnavailable('away'));
    await expect(directory.find(id)).rejects.toBeInstanceOf(StoreUnavailable);
    connections.live = live;

    expect((await directory.find(id))?.id).toBe(id);
  });
});

describe('the directory', () => {
  test('knows all connections of an organization, and that one that is disconnected was one', async () => {
    const { directory, connect, connections } = await aDirectory();
    const [one, two] = [await connect(), await connect()];
    await connections.disconnect(acme, one.id);

    expect(await directory.idsOf(acme)).toEqual([two.id]);
    expect(await directory.idsOf(organizationId('globex'))).toEqual([]);
    expect([
      await directory.isConnection(one.id),
      await directory.isConnection(two.id),
      await directory.isConnection('nobody'),
    ]).toEqual([true, true, false]);
    expect(await directory.find(one.id)).toBeNull();
  });

  test('knows the first of some users whom somebody has connected', async () => {
    const { directory, connect, state } = await aDirectory();
    const [one, two] = [await connect(), await connect()];
    const nobody = 'https://api.calendly.com/users/NOBODY';

    expect(await directory.ofUsers([])).toBeNull();
    expect(state.reads).toBe(0);
    expect((await directory.ofUsers([nobody, two.user.uri, one.user.uri]))?.id).toBe(two.id);
    expect(await directory.ofUsers([nobody])).toBeNull();
  });

  test('knows both connections of an organization', async () => {
    const { directory, connect } = await aDirectory();
    const ids = [(await connect()).id, (await connect()).id];

    expect((await directory.idsOf(acme)).toSorted()).toEqual(ids.toSorted());
  });
});
