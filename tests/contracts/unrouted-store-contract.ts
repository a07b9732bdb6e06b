import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { NewDelivery } from '../../src/ports/ingest-store.ts';
import { keep } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link UnroutedStore} promises. */
export function describeUnroutedStore(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`unrouted deliveries on ${name}`, () => {
    const nobody = '00000000-0000-0000-0000-000000000000';
    // Unrouted deliveries are listed for all. Each test runs a day after the last one, and looks from there.
    let day = new Date('2090-06-01T00:00:00.000Z');
    let world: StoreWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
      day = new Date(day.getTime() + 24 * 3600_000);
    });
    afterEach(() => world.close());

    test('are listed in the order of receipt, page by page', async () => {
      const came = [cameAt(3), cameAt(1), cameAt(2)];
      await keep(world.ingest, acme, {}, came);
      const [third, first, second] = came as [NewDelivery, NewDelivery, NewDelivery];

      const page = await world.unrouted.list({ receivedAt: day, id: '' }, 2);
      const last = page.at(-1);
      const rest = await world.unrouted.list(
        { receivedAt: last?.delivery.receivedAt ?? day, id: last?.id ?? nobody },
        2,
      );

      expect(page.map(({ id }) => id)).toEqual([first.id, second.id]);
      expect(rest.map(({ id }) => id)).toEqual([third.id]);
    });

    test('that came at one instant are each listed once', async () => {
      const came = Array.from({ length: 5 }, () => cameAt(1));
      await keep(world.ingest, acme, {}, came);

      const seen: string[] = [];
      for (let place = { receivedAt: day, id: '' }; ; ) {
        const [one] = await world.unrouted.list(place, 1);
        if (one === undefined) break;
        seen.push(one.id);
        place = { receivedAt: one.delivery.receivedAt, id: one.id };
      }

      expect(seen.toSorted()).toEqual(came.map(({ id }) => id).toSorted());
    });

    test('come as they were verified, and nothing else comes', async () => {
      const others = (['applied', 'ignored', 'quarantined', 'due', 'dead'] as const).map(
        (status) => ({ ...cameAt(1), status, organizationId: acme }),
      );
      const own = cameAt(2);
      await keep(world.ingest, acme, {}, [...others, own]);

      const listed = await world.unrouted.list({ receivedAt: day, id: '' }, 10);

      expect(listed).toEqual([{ id: own.id, delivery: own.delivery }]);
      expect(listed[0]?.delivery.rawBody).toBeInstanceOf(Uint8Array);
    });

    test('become an organization’s once, and are due then', async () => {
      const own = cameAt(1);
      await keep(world.ingest, acme, {}, [own]);
      const globex = world.organization();

      const assigned = await world.unrouted.assign(own.delivery, acme, day);
      const again = await world.unrouted.assign(own.delivery, globex, day);

      expect([assigned, again]).toEqual([true, false]);
      expect(await world.unrouted.list({ receivedAt: day, id: '' }, 10)).toEqual([]);
      expect((await world.deliveries.get(acme, own.id))?.delivery).toMatchObject({
        status: 'due',
        organizationId: acme,
        attempts: 0,
        nextAttemptAt: day,
      });
      expect(await world.deliveries.get(globex, own.id)).toBeNull();
    });

    test('that are not there are nobody’s to give', async () => {
      expect(await world.unrouted.assign(aDelivery(), acme, day)).toBe(false);
    });

    function cameAt(minutes: number): NewDelivery {
      const receivedAt = new Date(day.getTime() + minutes * 60_000);
      return aNewDelivery({ delivery: aDelivery({ receivedAt }) });
    }
  });
}
