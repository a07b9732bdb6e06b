import type { Connection } from '../../src/domain/connection.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { ConnectionStore } from '../../src/ports/connection-store.ts';
import { aConnection, aSubscription, aUser, sealedFor } from '../support/a-connection.ts';
import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link ConnectionStore} promises about connections that stay. */
export function describeConnectionStore(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`connections on ${name}`, () => {
    let world: ConnectingWorld;
    let connections: ConnectionStore;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      connections = world.here.connections;
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('are none in an organization of which nothing is known', async () => {
      expect(await connections.list(acme)).toEqual([]);
      expect(await connections.get(acme, crypto.randomUUID())).toBeNull();
      expect(await connections.find('no id at all')).toBeNull();
    });

    test('come back as they were, whoever asks', async () => {
      const full = aConnection(acme, {
        user: aUser({ name: 'é 👩🏽‍🚀 "', email: null }),
        scope: 'user',
        kind: 'personal_token',
        grantedScopes: null,
        state: 'reconnect_required',
        tokenExpiresAt: null,
        subscription: aSubscription({ state: 'disabled', retryStartedAt: new Date(1) }),
        routingForms: aSubscription(),
        problems: ['reconnect_required', 'scope_missing'],
      });

      expect(await connections.connect(full, sealedFor)).toEqual(full);

      expect(await connections.get(acme, full.id)).toEqual(full);
      expect(await world.there.connections.find(full.id)).toEqual(full);
      expect(await connections.list(acme)).toEqual([full]);
    });

    test('are listed from the oldest on', async () => {
      const [third, first, second] = [
        await connectedAt('2026-01-03'),
        await connectedAt('2026-01-01'),
        await connectedAt('2026-01-02'),
      ];

      expect(await connections.list(acme)).toEqual([first, second, third]);
    });

    test('are found by their users, whatever host their URIs name', async () => {
      const id = crypto.randomUUID();
      const ada = await connected({ user: aUser({ uri: `https://api.calendly.com/users/${id}` }) });
      const grace = await connected();
      await connected();

      const asked = [`https://calendly.com/users/${id}/`, grace.user.uri, aUser().uri, '\u0000'];
      expect(idsOf(await connections.ofUsers(asked))).toEqual(idsOf([ada, grace]));
      expect(await connections.ofUsers([])).toEqual([]);
    });

    test('are watched over in all organizations', async () => {
      const [one, other] = [await connected(), await connected({}, world.organization())];

      const live = (await connections.live()).map(({ id }) => id);

      expect(live.filter((id) => id === one.id || id === other.id)).toHaveLength(2);
    });

    test('change in what is given, and in nothing else', async () => {
      const before = await connected({ subscription: aSubscription() });

      const subscription = aSubscription({ state: 'disabled', retryStartedAt: new Date(0) });
      const after = await connections.update(acme, before.id, {
        subscription,
        problems: ['subscription_disabled'],
      });
      const cleared = await connections.update(acme, before.id, {
        subscription: null,
        tokenExpiresAt: null,
        grantedScopes: null,
      });

      const changed = { ...before, subscription, problems: ['subscription_disabled'] };
      expect(after).toEqual(changed);
      const nothing = { subscription: null, tokenExpiresAt: null, grantedScopes: null };
      expect(cleared).toEqual({ ...changed, ...nothing });
      expect(await connections.get(acme, before.id)).toEqual(cleared);
    });

    test('keep every change of many that come at once', async () => {
      const { id } = await connected();
      const [subscription, routingForms] = [aSubscription(), aSubscription()];
      const tokenExpiresAt = new Date('2026-01-05T00:00:00Z');

      const changes = [
        { subscription },
        { routingForms },
        { tokenExpiresAt },
        { scope: 'user' },
        { state: 'reconnect_required' },
      ] as const;
      await Promise.all(
        changes.map((change, n) =>
          [world.here, world.there][n % 2]!.connections.update(acme, id, change),
        ),
      );

      expect(await connections.get(acme, id)).toMatchObject(Object.assign({}, ...changes));
    });

    test('keep their secrets to themselves', async () => {
      const one = await connected();

      expect(await connections.secrets(acme, one.id)).toEqual(await sealedFor(one.id));
      const saved = await connections.saveSecrets(acme, one.id, {
        accessToken: 'newer',
        refreshToken: null,
      });

      expect(saved).toBe(true);
      const newer = { ...(await sealedFor(one.id)), accessToken: 'newer', refreshToken: null };
      expect(await world.there.connections.secrets(acme, one.id)).toEqual(newer);
      expect(JSON.stringify(await connections.list(acme)).includes(' of ')).toBe(false);
    });

    test('are nothing to another organization', async () => {
      const one = await connected();
      const other = world.organization();

      expect(await connections.list(other)).toEqual([]);
      expect(await connections.get(other, one.id)).toBeNull();
      expect(await connections.update(other, one.id, { scope: 'user' })).toBeNull();
      expect(await connections.secrets(other, one.id)).toBeNull();
      expect(await connections.saveSecrets(other, one.id, { accessToken: 'mine' })).toBe(false);
      await connections.disconnect(other, one.id);

      expect(await connections.get(acme, one.id)).toEqual(one);
      expect(await connections.secrets(acme, one.id)).toEqual(await sealedFor(one.id));
    });

    function connectedAt(day: string): Promise<Connection> {
      return connected({ connectedAt: new Date(`${day}T00:00:00Z`) });
    }

    function connected(changes: Partial<Connection> = {}, of = acme): Promise<Connection> {
      return connections.connect(aConnection(of, changes), sealedFor);
    }
  });
}

function idsOf(found: readonly Connection[]): string[] {
  return found.map(({ id }) => id).toSorted();
}
