import { beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryConnectionStore } from '../../../adapters/memory/memory-connection-store.ts';
import { turnOfTheLoop } from '../../../adapters/node/turn-of-the-loop.ts';
import type { SealedSecrets } from '../../../src/domain/connection.ts';
import { KeyError, StoreUnavailable } from '../../../src/domain/errors.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import { refreshLease } from '../../../src/use-cases/connections/access-tokens.ts';
import { FindLostSecrets } from '../../../src/use-cases/connections/find-lost-secrets.ts';
import { encryptionContextOf } from '../../../src/use-cases/intake/encryption-context-of.ts';
import { ARotation, aKey, secretsOf } from '../../support/a-rotation.ts';

const [old, fresh] = [aKey(), aKey()];
let rotation: ARotation;
beforeEach(() => {
  rotation = new ARotation();
  rotation.setKeys(old);
});

const lost = () =>
  new FindLostSecrets({
    connections: rotation.connections,
    tokenCipher: rotation.cipher,
  }).execute();

describe('a new key', () => {
  test('opens everything once all is sealed anew, and the old one can go', async () => {
    const [one, two] = [await rotation.connect('acme'), await rotation.connect('globex')];
    rotation.setKeys(fresh, old);

    expect(await rotation.reseal.execute()).toEqual({
      connections: 2,
      resealed: 6,
      unreadable: [],
    });

    rotation.setKeys(fresh);
    expect(await rotation.opened(one)).toEqual(secretsOf(one));
    expect(await rotation.opened(two)).toEqual(secretsOf(two));
    expect(await lost()).toEqual([]);
  });

  test('changes nothing the second time', async () => {
    const connection = await rotation.connect();
    const { organizationId, id } = connection;
    rotation.setKeys(fresh, old);
    await rotation.reseal.execute();
    const sealed = await rotation.connections.secrets(organizationId, id);

    expect(await rotation.reseal.execute()).toMatchObject({ resealed: 0 });

    expect(await rotation.connections.secrets(organizationId, id)).toEqual(sealed);
  });

  test('is of no use alone while the old one is needed, and the answer says so', async () => {
    const connection = await rotation.connect();
    rotation.setKeys(fresh);

    expect(await lost()).toEqual([connection]);
    expect(await rotation.reseal.execute()).toEqual({
      connections: 1,
      resealed: 0,
      unreadable: [connection],
    });
    await expect(rotation.opened(connection)).rejects.toThrow(KeyError);

    rotation.setKeys(fresh, old);
    expect(await lost()).toEqual([]);
    expect(await rotation.opened(connection)).toEqual(secretsOf(connection));
  });

  test('leaves what was disconnected alone', async () => {
    const { organizationId, id } = await rotation.connect();
    await rotation.connections.disconnect(organizationId, id);
    rotation.setKeys(fresh);

    expect(await rotation.reseal.execute()).toEqual({
      connections: 0,
      resealed: 0,
      unreadable: [],
    });
    expect(await lost()).toEqual([]);
  });
});

describe('what no key opens', () => {
  test('is erased only when that is asked for, and has to be connected again', async () => {
    const spoiled = await rotation.connect();
    const good = await rotation.connect();
    const { organizationId, id } = spoiled;
    await rotation.connections.saveSecrets(organizationId, id, { refreshToken: 'spoiled' });

    expect(await rotation.reseal.execute()).toMatchObject({ unreadable: [spoiled] });
    expect((await rotation.connections.get(organizationId, id))?.state).toBe('connected');
    await rotation.reseal.execute({ forget: true });

    expect((await rotation.connections.get(organizationId, id))?.state).toBe('reconnect_required');
    expect(await rotation.opened(spoiled)).toEqual({ ...secretsOf(spoiled), refreshToken: null });
    expect(await rotation.opened(good)).toEqual(secretsOf(good));
    expect(await rotation.reseal.execute()).toMatchObject({ unreadable: [] });
  });
});

/** Its store goes away after so many saved connections. */
class FailingStore extends MemoryConnectionStore {
  savesLeft = Number.POSITIVE_INFINITY;

  override async saveSecrets(
    organizationId: OrganizationId,
    id: string,
    secrets: Partial<SealedSecrets>,
  ): Promise<boolean> {
    if (this.savesLeft === 0) throw new StoreUnavailable('The database is away.');
    this.savesLeft -= 1;
    return super.saveSecrets(organizationId, id, secrets);
  }
}

describe('a rotation that is cut short', () => {
  test('leaves every secret readable, and goes on where it was', async () => {
    const store = new FailingStore();
    rotation = new ARotation(store);
    rotation.setKeys(old);
    const connections = [];
    for (let made = 0; made < 5; made += 1) connections.push(await rotation.connect(`org-${made}`));
    rotation.setKeys(fresh, old);
    store.savesLeft = 2;

    await expect(rotation.reseal.execute()).rejects.toThrow(StoreUnavailable);
    for (const connection of connections)
      expect(await rotation.opened(connection)).toEqual(secretsOf(connection));

    store.savesLeft = Number.POSITIVE_INFINITY;
    expect(await rotation.reseal.execute()).toMatchObject({ connections: 5, resealed: 9 });
    rotation.setKeys(fresh);
    for (const connection of connections)
      expect(await rotation.opened(connection)).toEqual(secretsOf(connection));
  });

  test('waits for a token that is being renewed, and seals that one', async () => {
    const connection = await rotation.connect();
    const { organizationId, id } = connection;
    rotation.setKeys(fresh, old);
    const context = encryptionContextOf(connection)('refreshToken');
    const refreshToken = await rotation.cipher.seal('the next token', context);
    const renewed = Promise.withResolvers<void>();
    const renewing = rotation.leases.hold(refreshLease(id), async () => {
      await renewed.promise;
      await rotation.connections.saveSecrets(organizationId, id, { refreshToken });
    });

    const resealing = rotation.reseal.execute();
    for (let turns = 0; turns < 20; turns += 1) await turnOfTheLoop();
    const meanwhile = await rotation.connections.secrets(organizationId, id);
    renewed.resolve();
    await Promise.all([renewing, resealing]);

    expect(rotation.cipher.sealedBy(meanwhile?.accessToken ?? '')).toBe('earlier');
    rotation.setKeys(fresh);
    expect(await rotation.opened(connection)).toMatchObject({ refreshToken: 'the next token' });
  });
});
