import { CursorInvalid } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import { keep } from '../support/a-change.ts';
import { aNewDelivery } from '../support/a-delivery.ts';
import { aNote, aProspect, aScheduledEventAt, booking } from '../support/a-store-row.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every store promises about the cursors of the lists beside its own. */
export function describeListCursors(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the cursors of the lists on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;
    let ada: Prospect;
    let grace: Prospect;

    beforeEach(async () => {
      ada = aProspect();
      grace = aProspect();
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    const lists = [
      'prospects',
      'scheduledEvents',
      'deliveries',
      'scheduledEventsOf',
      'notesOf',
    ] as const;
    for (const from of lists)
      for (const to of lists.filter((list) => list !== from))
        test(`are not taken by another one: ${from} to ${to}`, async () => {
          await keepTwoOfEach();

          const { nextCursor } = await page(from, null);

          expect(nextCursor).toEqual(expect.anything());
          await expect(page(to, nextCursor)).rejects.toBeInstanceOf(CursorInvalid);
          await expect(page(from, nextCursor)).resolves.toMatchObject({ nextCursor: null });
        });

    for (const list of ['scheduledEventsOf', 'notesOf'] as const)
      test(`are not taken by the same list of another person: ${list}`, async () => {
        await keepTwoOfEach();
        const { nextCursor: cursor } = await page(list, null);

        const another = world.prospects[list](acme, grace.id, { limit: 1, cursor });
        const own = world.prospects[list](acme, ada.id, { limit: 1, cursor });

        await expect(another).rejects.toBeInstanceOf(CursorInvalid);
        await expect(own).resolves.toMatchObject({ items: [expect.anything()], nextCursor: null });
      });

    async function keepTwoOfEach(): Promise<void> {
      const prospects = [ada, grace];
      const people = [ada.id, ada.id];
      const start = new Date('2026-02-02T09:00:00.123Z');
      await keep(
        world.ingest,
        acme,
        {
          prospects,
          scheduledEvents: people.map((id) => aScheduledEventAt(id, start)),
          notes: people.map((id, i) => aNote(id, booking(`${i}`))),
        },
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
        scheduledEventsOf: () => world.prospects.scheduledEventsOf(acme, ada.id, paging),
        notesOf: () => world.prospects.notesOf(acme, ada.id, paging),
      };
      return all[list]();
    }
  });
}
