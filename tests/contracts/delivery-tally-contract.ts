import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { NewDelivery } from '../../src/ports/ingest-store.ts';
import { changing, keep } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link DeliveryStore} promises about how many came, and when the last one did. */
export function describeDeliveryTallies(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`counts of deliveries on ${name}`, () => {
    const since = new Date('2026-01-02T00:00:00.000Z');
    let world: StoreWorld;
    let acme: OrganizationId;
    let line: string;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
      line = crypto.randomUUID();
    });
    afterEach(() => world.close());

    test('are by address and by what became of each, from the instant on', async () => {
      await keep(world.ingest, acme, {}, [
        came(-1, { status: 'applied' }),
        came(0, { status: 'applied' }),
        came(3600, { status: 'applied' }),
        came(7200, { status: 'dead' }),
        came(60, { status: 'ignored' }, line),
      ]);

      expect(await tallies(acme)).toEqual([
        { connectionId: line, statuses: { ignored: 1 }, duplicates: 0 },
        { connectionId: null, statuses: { applied: 2, dead: 1 }, duplicates: 0 },
      ]);
    });

    test('have what came again apart', async () => {
      const twice = came(5, { status: 'applied' });
      await keep(world.ingest, acme, {}, [twice, came(6, { status: 'applied' })]);
      for (let times = 0; times < 3; times += 1) await again(twice);

      expect(await tallies(acme)).toEqual([
        { connectionId: null, statuses: { applied: 2 }, duplicates: 3 },
      ]);
    });

    test('are one organization’s, and nothing where nothing came', async () => {
      await keep(world.ingest, acme, {}, [came(5, { status: 'applied' }, line)]);
      const globex = world.organization();

      expect(await tallies(globex)).toEqual([]);
      expect(await world.deliveries.lastReceivedAt(globex, null)).toBeNull();
      expect(await world.deliveries.lastReceivedAt(globex, line)).toBeNull();
    });

    test('go with when the last one came, to one address or to any', async () => {
      await keep(world.ingest, acme, {}, [
        came(10, {}, line),
        came(30, {}),
        came(20, {}, line),
        came(5, {}, crypto.randomUUID()),
      ]);

      expect(await world.deliveries.lastReceivedAt(acme, null)).toEqual(at(30));
      expect(await world.deliveries.lastReceivedAt(acme, line)).toEqual(at(20));
      expect(await world.deliveries.lastReceivedAt(acme, crypto.randomUUID())).toBeNull();
    });

    function at(seconds: number): Date {
      return new Date(since.getTime() + seconds * 1000);
    }

    function came(seconds: number, changes: Partial<NewDelivery>, endpoint = ''): NewDelivery {
      const delivery = aDelivery({
        rawBody: new TextEncoder().encode(crypto.randomUUID()),
        receivedAt: at(seconds),
        endpoint,
      });
      return aNewDelivery({ delivery, organizationId: acme, ...changes });
    }

    async function again({ delivery: { endpoint, digest } }: NewDelivery): Promise<void> {
      await using unit = await world.ingest.load({
        deliveries: [{ endpoint, digest }],
        organizations: new Map(),
      });
      await unit.commit(changing([], { repeated: [{ endpoint, digest, appliedAt: null }] }));
    }

    async function tallies(of: OrganizationId) {
      const found = await world.deliveries.since(of, since);
      const isShared = ({ connectionId }: { connectionId: string | null }) => connectionId === null;
      return found.toSorted((a, b) => Number(isShared(a)) - Number(isShared(b)));
    }
  });
}
