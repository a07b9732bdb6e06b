import type { EmailAddress } from '../../src/domain/email-address.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import type { ProspectFilter } from '../../src/domain/prospect-filter.ts';
import type { ProspectQuery } from '../../src/ports/prospect-store.ts';
import { keep } from '../support/a-change.ts';
import { pagesOf } from '../support/a-paged-list.ts';
import { aProspect, aScheduledEventAt, booking } from '../support/a-store-row.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

const cancellation = { by: null, byType: null, reason: null, at: null };

/** Tests what every {@link ProspectStore} promises about searching its list. */
export function describeProspectSearch(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`searching prospects on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    for (const [shown, search] of [
      ['Élodie Durand', 'élodie'],
      ['Élodie Durand', 'ÉLODIE DUR'],
      ['Élodie Durand', 'e\u0301lodie'],
      ['E\u0301lodie Durand', 'Élo'],
      ['élodie', 'É'],
      ['ŁUKASZ', 'łuk'],
      ['Straße', 'aß'],
      ['山田 太郎', '太'],
      ['שלום', 'לו'],
      ["O'Neill", "o'n"],
      ['Ada 👩🏽‍🚀', '👩🏽‍🚀'],
      ['50% off', '0% o'],
      ['a_b', 'a_b'],
      ['back\\slash', 'k\\s'],
      ['"quoted"', '"q'],
      [null, 'ADA@'],
      ['x', 'e.com'],
    ] as const)
      test(`finds ${JSON.stringify(shown)} by ${JSON.stringify(search)}`, async () => {
        const ada = named(shown, 'ada@example.com');
        await keep(world.ingest, acme, {
          prospects: [ada, named('Grace', 'grace@elsewhere.test')],
        });

        expect(await found({ search })).toEqual([ada.id]);
      });

    for (const search of ['%', '_', '\\', '%a', 'a_a', 'a\\', 'É', '.*', "'", '--', 'adaada'])
      test(`takes ${JSON.stringify(search)} as it is written`, async () => {
        await keep(world.ingest, acme, { prospects: [named('Ada', 'ada@example.com')] });

        expect(await found({ search })).toEqual([]);
      });

    test('looks at the name that is shown, not at the one it hides', async () => {
      const ada = named('Ada Byron', 'ada@example.com', { edits: { name: 'Lady Lovelace' } });
      await keep(world.ingest, acme, { prospects: [ada] });

      expect(await found({ search: 'lovelace' })).toEqual([ada.id]);
      expect(await found({ search: 'byron' })).toEqual([]);

      await keep(world.ingest, acme, { prospects: [{ ...ada, edits: {} }] });

      expect(await found({ search: 'byron' })).toEqual([ada.id]);
      expect(await found({ search: 'lovelace' })).toEqual([]);
    });

    test('finds nothing of another organization', async () => {
      await keep(world.ingest, world.organization(), { prospects: [named('Ada', 'ada@a.test')] });

      expect(await found({ search: 'ada' })).toEqual([]);
    });

    for (const [filter, expected] of [
      ['upcoming', ['active', 'no_show_to_come']],
      ['canceled', ['canceled']],
      ['no_show', ['no_show', 'no_show_to_come']],
    ] satisfies [ProspectFilter, string[]][])
      test(`filters those with a meeting that is ${filter}`, async () => {
        const [past, soon] = [inHours(-1), inHours(1)];
        const meetings = {
          active: [soon],
          over: [past],
          now: [world.now],
          unknown: [null],
          canceled: [soon, { cancellation }],
          rescheduled: [soon, { cancellation, replacedBy: booking('next') }],
          no_show: [past, { noShow: true }],
          no_show_to_come: [soon, { noShow: true }],
        } as const;
        const people = Object.keys(meetings).map((who) => named(who, `${who}@example.com`));
        await keep(world.ingest, acme, {
          prospects: [...people, named('without', 'without@example.com')],
          scheduledEvents: Object.values(meetings).map(([start, changes], i) =>
            aScheduledEventAt(people[i]?.id ?? '', start, changes),
          ),
        });

        const ids = people.filter(({ reported }) => expected.includes(reported.name ?? ''));
        expect((await found({ filter })).toSorted()).toEqual(ids.map(({ id }) => id).toSorted());
      });

    test('goes through all pages, with a filter too, and names nobody twice', async () => {
      const people = Array.from({ length: 24 }, (_, i) =>
        named(i % 2 ? 'Ada' : 'Grace', `p${i}@example.com`),
      );
      const upcoming = people
        .slice(0, 15)
        .flatMap(({ id }) => [
          aScheduledEventAt(id, inHours(1)),
          aScheduledEventAt(id, inHours(2)),
        ]);
      await keep(world.ingest, acme, { prospects: people, scheduledEvents: upcoming });
      const query = { search: 'ADA', filter: 'upcoming', limit: 3 } as const;

      const pages = await pagesOf((cursor) => list({ ...query, cursor }));

      const wanted = people.slice(0, 15).filter(({ reported }) => reported.name === 'Ada');
      const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
      expect(ids).toEqual(
        wanted
          .map(({ id }) => id)
          .toSorted()
          .toReversed(),
      );
      expect(pages).toHaveLength(3);
    });

    test('finds somebody by any part of a name of 10,000 letters', async () => {
      const long = named(`${'na'.repeat(5000)} zx`, 'ada@example.com');
      await keep(world.ingest, acme, { prospects: [named('Grace', 'grace@example.com'), long] });

      for (const search of ['nanana', 'a zx', 'zx', 'ada@']) {
        expect(await found({ search })).toEqual([long.id]);
      }
      expect(await found({ search: 'nn' })).toEqual([]);
    });

    describe('where there are hundreds', () => {
      let rare: Prospect[];

      beforeEach(async () => {
        const since = (minutes: number) => new Date(world.now.getTime() - minutes * 60_000);
        const people = Array.from({ length: 300 }, (_, i) =>
          named('Jean Martin', `p${i}@example.com`, { lastActivityAt: since(i) }),
        );
        rare = Array.from({ length: 6 }, (_, i) =>
          named('Ida Żqziak', `ida.${i}@qz.test`, { lastActivityAt: since(i * 50) }),
        );
        const canceled = rare.filter((_, i) => i % 2 === 1);
        const scheduledEvents = [...canceled, ...people.slice(0, 10)].map(({ id }) =>
          aScheduledEventAt(id, inHours(1), { cancellation }),
        );
        await keep(world.ingest, acme, { prospects: [...people, ...rare], scheduledEvents });
      });

      test('finds the few that have some letters, page by page', async () => {
        const wanted = rare.map(({ id }) => id);
        for (const search of ['qz', 'ż', 'qziak', 'ida.', 'z.t', 'żq', 'Ida Żqziak ida.']) {
          const pages = await pagesOf((cursor) => list({ search, limit: 4, cursor }));

          const ids = pages.map(({ items }) => items.map(({ id }) => id));
          expect({ search, ids }).toEqual({ search, ids: [wanted.slice(0, 4), wanted.slice(4)] });
        }
        for (const search of ['xq', 'ø', 'martinx', 'jean.martin', 'bt', 'e m m'])
          expect({ search, ids: await found({ search }) }).toEqual({ search, ids: [] });
      });

      test('finds the few that have a meeting, page by page', async () => {
        const both = await pagesOf((cursor) =>
          list({ search: 'Qz', filter: 'canceled', limit: 2, cursor }),
        );
        const meeting = await pagesOf((cursor) => list({ filter: 'canceled', limit: 12, cursor }));

        const ids = both.map(({ items }) => items.map(({ id }) => id));
        expect(ids).toEqual([[rare[1]?.id, rare[3]?.id], [rare[5]?.id]]);
        expect(meeting.map(({ items }) => items.length)).toEqual([12, 1]);
        expect(meeting[1]?.items[0]?.id).toEqual(rare[5]?.id);
        expect(await found({ filter: 'upcoming' })).toEqual([]);
      });
    });

    function list(query: Partial<ProspectQuery>) {
      const all = { search: null, filter: null, limit: 100, cursor: null };
      return world.prospects.list(acme, { ...all, ...query });
    }

    async function found(query: Partial<ProspectQuery>): Promise<string[]> {
      return (await list(query)).items.map(({ id }) => id);
    }

    function inHours(hours: number): Date {
      return new Date(world.now.getTime() + hours * 3600_000);
    }
  });
}

function named(name: string | null, email: string, changes: Partial<Prospect> = {}): Prospect {
  const prospect = aProspect({ email: email as EmailAddress, ...changes });
  return { ...prospect, reported: { ...prospect.reported, name: name } };
}
