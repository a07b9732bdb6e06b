import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { NewDelivery } from '../../src/ports/ingest-store.ts';
import { keep } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import { expectOnlyOwnCursors, pagesOf } from '../support/a-paged-list.ts';
import { asStored } from '../support/a-stored-delivery.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

const statuses = [
  'applied',
  'ignored',
  'unrouted',
  'quarantined',
  'due',
  'dead',
  'dismissed',
] as const;

/** Tests what every {@link DeliveryStore} promises about its list. */
export function describeDeliveryList(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the list of deliveries on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('is empty for an organization of which nothing is known', async () => {
      expect(await list(acme)).toEqual({ items: [], nextCursor: null });
    });

    test('has what was received last first, as it was stored', async () => {
      const [second, fourth, first] = [received(2), received(4), received(1)];
      const third = received(3, {
        event: null,
        status: 'dead',
        reason: 'bad_json',
        attempts: 1,
        failure: { at: world.now, reason: 'bad_json' },
      });
      await keep(world.ingest, acme, {}, [second, fourth, first, third]);

      const { items } = await list(acme);

      expect(items).toEqual([fourth, third, second, first].map((added) => asStored(added)));
    });

    for (const status of statuses)
      test(`of those that are ${status} has no others`, async () => {
        const added = statuses.flatMap((each, i) => [
          received(i + 1, { status: each }),
          received(i + 1, { status: each }),
        ]);
        await keep(world.ingest, acme, {}, added);

        const { items } = await list(acme, { status });

        const wanted = added.filter((each) => each.status === status);
        expect(idsOf(items).toSorted()).toEqual(idsOf(wanted).toSorted());
      });

    for (const limit of [1, 7])
      test(`names each of 25 that came at once, once, by pages of ${limit}`, async () => {
        const added = Array.from({ length: 25 }, () => received(1));
        await keep(world.ingest, acme, {}, added);

        const pages = await pagesOf((cursor) => list(acme, { limit, cursor }));

        expect(pages.flatMap(({ items }) => idsOf(items))).toEqual(
          idsOf(added).toSorted().toReversed(),
        );
        expect(pages).toHaveLength(Math.ceil(25 / limit));
      });

    test('keeps its position, and its status, when others come meanwhile', async () => {
      const added = [1, 2, 3, 4].map((day) => received(day, { status: 'dead' }));
      await keep(world.ingest, acme, {}, added);
      const start = await list(acme, { status: 'dead', limit: 2 });
      await keep(world.ingest, acme, {}, [
        received(9, { status: 'dead' }),
        received(1, { status: 'applied' }),
      ]);

      const rest = await list(acme, { status: 'dead', limit: 2, cursor: start.nextCursor });

      expect(idsOf(rest.items)).toEqual([added[1]?.id, added[0]?.id]);
      expect(rest.nextCursor).toBeNull();
    });

    test('has nothing of another organization, and nothing of nobody', async () => {
      const globex = world.organization();
      await keep(world.ingest, acme, {}, [received(1), received(2, { organizationId: null })]);

      expect((await list(acme)).items).toHaveLength(1);
      expect((await list(globex)).items).toEqual([]);
    });

    test('takes no cursor but those that it gave to this organization', async () => {
      const globex = world.organization();
      await keep(world.ingest, acme, {}, [received(1), received(2)]);
      await keep(world.ingest, globex, {}, [received(1, { organizationId: globex })]);

      await expectOnlyOwnCursors(
        expect,
        (of, cursor) => list(of, { limit: 1, cursor }),
        acme,
        globex,
      );
    });

    function received(day: number, changes: Partial<NewDelivery> = {}): NewDelivery {
      const delivery = aDelivery({ receivedAt: new Date(`2026-01-0${day}T09:00:00.123Z`) });
      return aNewDelivery({ organizationId: acme, status: 'ignored', delivery, ...changes });
    }

    function list(
      organizationId: OrganizationId,
      query: { status?: DeliveryStatus; limit?: number; cursor?: string | null } = {},
    ) {
      return world.deliveries.list(organizationId, {
        status: null,
        limit: 100,
        cursor: null,
        ...query,
      });
    }
  });
}

function idsOf(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
