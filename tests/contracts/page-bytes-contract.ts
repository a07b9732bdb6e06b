import { jsonBytes } from '../../src/domain/json-bytes.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import type { Page, Paging } from '../../src/ports/page.ts';
import { keep } from '../support/a-change.ts';
import { aNewDelivery } from '../support/a-delivery.ts';
import { pagesOf } from '../support/a-paged-list.ts';
import { aNote, aProspect, aScheduledEventAt, booking } from '../support/a-store-row.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

const size = 20_000;
const mebibyte = 1024 * 1024;
const lists = [
  'prospects',
  'scheduledEvents',
  'deliveries',
  'scheduledEventsOf',
  'notesOf',
] as const;
type List = (typeof lists)[number];

/** Tests what every store promises about the bytes of a page. */
export function describePageBytes(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the bytes of a page on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;
    let ada: Prospect;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
      ada = aProspect();
    });
    afterEach(() => world.close());

    for (const list of lists)
      test(`are what ends a page of ${list}, and every row comes once`, async () => {
        const ids = await keepEach(list, Array(10).fill('x'.repeat(size)));

        const pages = await pagesOf((cursor) =>
          ask(list, { limit: 100, maxBytes: 3.5 * size, cursor }),
        );

        expect(pages.map(({ items }) => items.length)).toEqual([3, 3, 3, 1]);
        expect(idsOf(pages).toSorted()).toEqual(ids.toSorted());
      });

    for (const list of lists)
      test(`never leave a page of ${list} empty: a row that is larger is alone on it`, async () => {
        const texts = [10, size, 10, size, size, 10].map((length) => 'x'.repeat(length));
        const ids = await keepEach(list, texts);

        const pages = await pagesOf((cursor) => ask(list, { limit: 100, maxBytes: 100, cursor }));

        expect(pages.map(({ items }) => items.length)).toEqual([1, 1, 1, 1, 1, 1]);
        expect(idsOf(pages).toSorted()).toEqual(ids.toSorted());
      });

    for (const list of lists)
      test(`let a page of ${list} end at its rows, where these are small`, async () => {
        await keepEach(list, Array(5).fill('x'));

        const pages = await pagesOf((cursor) => ask(list, { limit: 2, cursor }));

        expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
      });

    for (const [what, text] of [
      ['control characters', '\u0001'.repeat(size / 6)],
      ['quotes', '"'.repeat(size / 2)],
      ['letters of three bytes', '太'.repeat(size / 3)],
      ['letters of four bytes', '👩'.repeat(size / 4)],
    ] as const)
      test(`are counted as they are answered: ${what}`, async () => {
        await keepEach('scheduledEvents', Array(6).fill(text));

        const pages = await pagesOf((cursor) =>
          ask('scheduledEvents', { limit: 100, maxBytes: 3.5 * size, cursor }),
        );

        expect(pages.map(({ items }) => items.length)).toEqual([3, 3]);
      });

    test('are at most 1 MiB where nobody says how many', async () => {
      const ids = await keepEach('scheduledEvents', Array(4).fill('x'.repeat(450_000)));

      for (const list of ['scheduledEvents', 'scheduledEventsOf'] as const) {
        const pages = await pagesOf((cursor) => ask(list, { limit: 100, cursor }));
        expect(pages.map(({ items }) => items.length)).toEqual([2, 2]);
        expect(pages.every(({ items }) => jsonBytes(items) <= mebibyte)).toBe(true);
      }
      expect(await world.prospects.scheduledEvents(acme, ids)).toHaveLength(2);
    });

    test('end what is read by ids, in the order of the ids', async () => {
      const ids = await keepEach('scheduledEvents', Array(6).fill('x'.repeat(size)));
      const nobody = crypto.randomUUID();
      const asked = [nobody, ...ids.toReversed(), nobody];

      const read = await world.prospects.scheduledEvents(acme, asked, 3.5 * size);
      const one = await world.prospects.scheduledEvents(acme, asked, 1);
      const all = await world.prospects.scheduledEvents(acme, asked, 7 * size);

      expect(read.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 3));
      expect(one.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 1));
      expect(all.map(({ id }) => id)).toEqual(ids.toReversed());
    });

    test('are each one’s own among many who ask at once', async () => {
      const ids = await keepEach('scheduledEvents', Array(30).fill('x'.repeat(100_000)));
      const notes = await keepEach('notesOf', Array(3).fill('x'.repeat(100_000)));

      const read = await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          world.prospects.scheduledEvents(acme, ids.slice(i % 20), 550_000),
        ),
      );
      const [first, other] = await Promise.all([
        world.prospects.notes(acme, notes, 250_000),
        world.prospects.notes(world.organization(), notes),
      ]);

      expect(read.map((events) => events.map(({ id }) => id))).toEqual(
        read.map((_, i) => ids.slice(i % 20, (i % 20) + 5)),
      );
      expect(first.map(({ id }) => id)).toEqual(notes.slice(0, 2));
      expect(other).toEqual([]);
    });

    async function keepEach(list: List, texts: readonly string[]): Promise<string[]> {
      const at = (i: number) => new Date(Date.UTC(2026, 1, 1, 9, i));
      if (list === 'prospects') {
        const prospects = texts.map((text, i) => {
          const { reported, tracking, ...rest } = aProspect({ lastActivityAt: at(i) });
          const first = { ...tracking.first, utmTerm: text };
          return { ...rest, reported, tracking: { ...tracking, first } };
        });
        await keep(world.ingest, acme, { prospects });
        return prospects.map(({ id }) => id);
      }
      if (list === 'deliveries') {
        const deliveries = texts.map((event) => aNewDelivery({ organizationId: acme, event }));
        await keep(world.ingest, acme, {}, deliveries);
        return deliveries.map(({ id }) => id);
      }
      if (list === 'notesOf') {
        const notes = texts.map((body, i) =>
          aNote(ada.id, booking(`of-${i}`), { body, createdAt: at(i) }),
        );
        await keep(world.ingest, acme, { prospects: [ada], notes });
        return notes.map(({ id }) => id);
      }
      const scheduledEvents = texts.map((answer, i) => {
        const event = aScheduledEventAt(ada.id, at(i));
        const questionsAndAnswers = [{ question: 'Why?', answer, position: 0 }];
        return { ...event, details: { ...event.details, questionsAndAnswers } };
      });
      await keep(world.ingest, acme, { prospects: [ada], scheduledEvents });
      return scheduledEvents.map(({ id }) => id);
    }

    function ask(list: List, paging: Paging): Promise<Page<{ id: string }>> {
      const asked: Record<List, () => Promise<Page<{ id: string }>>> = {
        prospects: () => world.prospects.list(acme, { ...paging, search: null, filter: null }),
        scheduledEvents: () =>
          world.scheduledEvents.list(acme, { ...paging, from: null, to: null, status: null }),
        deliveries: () => world.deliveries.list(acme, { ...paging, status: null }),
        scheduledEventsOf: () => world.prospects.scheduledEventsOf(acme, ada.id, paging),
        notesOf: () => world.prospects.notesOf(acme, ada.id, paging),
      };
      return asked[list]();
    }
  });
}

function idsOf(pages: readonly Page<{ id: string }>[]): string[] {
  return pages.flatMap(({ items }) => items.map(({ id }) => id));
}
