import { CursorInvalid } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { keep } from '../support/a-change.ts';
import { aNewDelivery } from '../support/a-delivery.ts';
import { aProspect, aScheduledEventAt } from '../support/a-store-row.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** What every store promises about the cursors of the lists beside its own. */
export function describeListCursors(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the cursors of the lists on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    const lists = ['prospects', 'scheduledEvents', 'deliveries'] as const;
    for (const from of lists)
      for (const to of lists.filter((list) => list !== from))
        test(`are not taken by another one: ${from} to ${to}`, async () => {
          await keepTwoOfEach();

          const { nextCursor } = await page(from, null);

          expect(nextCursor).toEqual(expect.anything());
          await expect(page(to, nextCursor)).rejects.toBeInstanceOf(CursorInvalid);
          await expect(page(from, nextCursor)).resolves.toMatchObject({ nextCursor: null });
        });

    async function keepTwoOfEach(): Promise<void> {
      const prospects = [aProspect(), aProspect()];
      const start = new Date('2026-02-02T09:00:00.123Z');
      await keep(
        world.ingest,
        acme,
        { prospects, scheduledEvents: prospects.map(({ id }) => aScheduledEventAt(id, start)) },
        [1, 2].map(() => aNewDelivery({ organizationId: acme })),
      );
    }

    async function page(list: (typeof lists)[number], cursor: string | null) {
      const paging = { limit: 1, cursor };
      const all = {
        prospects: () => world.prospects.list(acme, { ...paging, search: null, filter: null }),
        scheduledEvents: () =>
          world.scheduledEvents.list(acme, { ...paging, from: null, to: null, status: null }),
        deliveries: () => world.deliveries.list(acme, { ...paging, status: null }),
      };
      return all[list]();
    }
  });
}
