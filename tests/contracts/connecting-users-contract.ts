import type { CalendlyUser, Connection } from '../../src/domain/connection.ts';
import { AlreadyConnected } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { ConnectionStore } from '../../src/ports/connection-store.ts';
import { aConnection, aSubscription, aUser, sealedFor } from '../support/a-connection.ts';
import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { TestRunner } from './test-runner.ts';

const atOnce = 12;

/** Tests what every {@link ConnectionStore} promises about whose a user of Calendly is. */
export function describeConnectingUsers(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`a user of Calendly on ${name}`, () => {
    let world: ConnectingWorld;
    let connections: ConnectionStore;
    let acme: OrganizationId;
    let ada: CalendlyUser;

    beforeEach(async () => {
      world = await makeWorld();
      connections = world.here.connections;
      acme = world.organization();
      ada = aUser();
    });
    afterEach(() => world.close());

    test('who is connected again keeps the connection, with the new secrets for it', async () => {
      const first = await connect(acme);
      await connections.saveSecrets(acme, first.id, { previousSigningKey: 'older' });
      const again = aConnection(acme, {
        user: { ...ada, name: 'Ada King' },
        kind: 'personal_token',
        tokenExpiresAt: null,
        connectedAt: new Date('2026-02-01T00:00:00Z'),
      });

      const second = await connections.connect(again, async (id) => ({
        ...(await sealedFor(id)),
        refreshToken: null,
      }));

      expect(second).toEqual({ ...again, id: first.id });
      expect(await connections.list(acme)).toEqual([second]);
      const secrets = { ...(await sealedFor(first.id)), refreshToken: null };
      expect(await connections.secrets(acme, first.id)).toEqual(secrets);
    });

    test('who is connected again keeps the secrets that are not given anew', async () => {
      const { id } = await connect(acme);

      await connections.connect(aConnection(acme, { user: ada }), async () => ({
        accessToken: 'another',
        refreshToken: null,
      }));

      expect(await connections.secrets(acme, id)).toEqual({
        ...(await sealedFor(id)),
        accessToken: 'another',
        refreshToken: null,
      });
    });

    test('who was disconnected is known, and nothing secret about them', async () => {
      const before = await connect(acme, {
        subscription: aSubscription(),
        routingForms: aSubscription(),
        problems: ['not_reachable'],
      });

      await connections.disconnect(acme, before.id);
      await connections.disconnect(acme, before.id);
      await connections.disconnect(acme, crypto.randomUUID());

      const gone = { subscription: null, routingForms: null, tokenExpiresAt: null, problems: [] };
      const after = { ...before, ...gone, state: 'disconnected' };
      expect(await connections.get(acme, before.id)).toEqual(after);
      expect(await connections.list(acme)).toEqual([after]);
      expect(await connections.secrets(acme, before.id)).toBeNull();
      expect(await connections.ofUsers([ada.uri])).toEqual([]);
      expect((await connections.live()).filter(({ id }) => id === before.id)).toEqual([]);
    });

    test('who was disconnected stays so, whatever was under way', async () => {
      const { id } = await connect(acme);
      await connections.disconnect(acme, id);

      expect(await connections.update(acme, id, { state: 'connected' })).toBeNull();
      expect(await connections.saveSecrets(acme, id, { accessToken: 'late' })).toBe(false);

      expect(await connections.get(acme, id)).toMatchObject({ state: 'disconnected' });
      expect(await connections.secrets(acme, id)).toBeNull();
    });

    test('who was disconnected is connected again in the same place', async () => {
      const before = await connect(acme);
      await connections.disconnect(acme, before.id);

      const after = await connect(acme);

      expect(after).toEqual(before);
      expect(await connections.secrets(acme, before.id)).toEqual(await sealedFor(before.id));
    });

    test('is not taken away from another organization, however their URI is spelled', async () => {
      const theirs = await connect(acme);
      const other = world.organization();

      const taking = () => connect(other, { user: { ...ada, uri: `${ada.uri}/` } });
      await expect(taking()).rejects.toBeInstanceOf(AlreadyConnected);

      expect(await connections.list(other)).toEqual([]);
      expect(await connections.ofUsers([ada.uri])).toEqual([theirs]);
      expect(await connections.secrets(acme, theirs.id)).toEqual(await sealedFor(theirs.id));
    });

    test('who has to consent again is still theirs', async () => {
      const { id } = await connect(acme);
      await connections.update(acme, id, { state: 'reconnect_required' });

      await expect(connect(world.organization())).rejects.toBeInstanceOf(AlreadyConnected);
    });

    test('goes to another organization once disconnected, and back', async () => {
      const first = await connect(acme);
      await connections.disconnect(acme, first.id);
      const other = world.organization();
      const second = await connect(other);

      await expect(connect(acme)).rejects.toBeInstanceOf(AlreadyConnected);
      await connections.disconnect(other, second.id);
      await connect(acme);

      expect(await connections.ofUsers([ada.uri])).toMatchObject([{ id: first.id }]);
    });

    test('whom many organizations connect at once is of one of them', async () => {
      const racing = await Promise.allSettled(
        Array.from({ length: atOnce }, (_, n) => connect(world.organization(), {}, n)),
      );

      const refusals = racing.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refusals.every((reason) => reason instanceof AlreadyConnected)).toBe(true);
      expect(refusals).toHaveLength(atOnce - 1);
      expect(await connections.ofUsers([ada.uri])).toHaveLength(1);
    });

    test('whom one organization connects many times at once has one connection, and its secrets open', async () => {
      const racing = await Promise.all(
        Array.from({ length: atOnce }, (_, n) => connect(acme, {}, n)),
      );

      const [only, ...more] = await connections.list(acme);
      expect(more).toEqual([]);
      expect([...new Set(racing.map(({ id }) => id))]).toEqual([only?.id]);
      const secrets = await connections.secrets(acme, only?.id ?? '');
      expect(secrets).toEqual(await sealedFor(only?.id ?? ''));
    });

    function connect(
      organizationId: OrganizationId,
      changes: Partial<Connection> = {},
      n = 0,
    ): Promise<Connection> {
      const store = n % 2 === 0 ? world.here.connections : world.there.connections;
      return store.connect(aConnection(organizationId, { user: ada, ...changes }), sealedFor);
    }
  });
}
