import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { NewDelivery } from '../../src/ports/ingest-store.ts';
import { keep } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link DeliveryStore} promises about what is due. */
export function describeDueDeliveries(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`due deliveries on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;
    // Due deliveries are listed for all organizations. Each test runs a day before the last one, so that no leftover is
    // due yet.
    let now = new Date('1999-12-31T00:00:00Z');

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
      now = new Date(now.getTime() - 24 * 3600_000);
    });
    afterEach(() => world.close());

    test('are those whose time has come', async () => {
      const [past, present, future] = [dueIn(-1), dueIn(0), dueIn(0.001)];
      const never = dueIn(0, { nextAttemptAt: null });
      const others = (
        ['applied', 'ignored', 'unrouted', 'quarantined', 'dead', 'dismissed'] as const
      ).map((status) => dueIn(-1, { status }));
      await keep(world.ingest, acme, {}, [future, present, never, ...others, past]);

      expect(await digestsDue(10)).toEqual(digestsOf([past, present]));
    });

    test('come as they were verified, with what was tried', async () => {
      const connectionId = crypto.randomUUID();
      const delivery = aDelivery({
        rawBody: Uint8Array.from([0, 0xff, 0xfe, ...new TextEncoder().encode(connectionId)]),
        headers: { 'user-agent': 'é "\\' },
        endpoint: connectionId,
        connectionId,
        receivedAt: new Date('2026-01-02T03:04:05.678Z'),
      });
      await keep(world.ingest, acme, {}, [dueIn(-1, { delivery, attempts: 5 })]);

      const due = await world.deliveries.due(now, 10);

      const dueAt = new Date(now.getTime() - 1000);
      expect(due).toEqual([{ delivery, organizationId: acme, attempts: 5, dueAt }]);
      expect(due[0]?.delivery.rawBody).toBeInstanceOf(Uint8Array);
    });

    test('of all organizations come longest due first, no more than asked for', async () => {
      const globex = world.organization();
      const of = { organizationId: globex };
      const [third, first, fourth] = [dueIn(-20), dueIn(-40), dueIn(-10)];
      const second = dueIn(-30, of);
      await keep(world.ingest, acme, {}, [third, first, fourth]);
      await keep(world.ingest, globex, {}, [second]);

      expect(await digestsDue(3)).toEqual(digestsOf([first, second, third]));
      expect(await digestsDue(1)).toEqual(digestsOf([first]));
    });

    test('are not nobody’s, and those take no place of others', async () => {
      const nobodys = [-40, -30].map((seconds) => dueIn(seconds, { organizationId: null }));
      const own = dueIn(-20);
      await keep(world.ingest, acme, {}, [...nobodys, own]);

      expect(await digestsDue(2)).toEqual(digestsOf([own]));
    });

    function dueIn(seconds: number, changes: Partial<NewDelivery> = {}): NewDelivery {
      const nextAttemptAt = new Date(now.getTime() + seconds * 1000);
      const due = { organizationId: acme, status: 'due', attempts: 1, nextAttemptAt } as const;
      return aNewDelivery({ ...due, ...changes });
    }

    async function digestsDue(limit: number): Promise<string[]> {
      return digestsOf(await world.deliveries.due(now, limit));
    }
  });
}

function digestsOf(deliveries: readonly Pick<NewDelivery, 'delivery'>[]): string[] {
  return deliveries.map(({ delivery }) => delivery.digest);
}
