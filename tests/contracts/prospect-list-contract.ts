import { CursorInvalid } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { keep } from '../support/a-change.ts';
import { aProspect } from '../support/a-store-row.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link ProspectStore} promises about its list. */
export function describeProspectList(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the list of prospects on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('has those with the newest activity first', async () => {
      const [first, second, third] = [3, 1, 2].map((day) => prospectActiveOn(day));
      await keep(world.ingest, acme, { prospects: [first, second, third].flatMap((p) => p ?? []) });

      const { items, nextCursor } = await world.prospects.list(acme, {
        search: null,
        filter: null,
        limit: 10,
        cursor: null,
      });

      expect(items.map(({ id }) => id)).toEqual([first?.id, third?.id, second?.id]);
      expect(nextCursor).toBeNull();
    });

    for (const limit of [1, 7, 100])
      test(`names each of 250 that were active at once, once, by pages of ${limit}`, async () => {
        const count = limit === 1 ? 20 : 250;
        const prospects = Array.from({ length: count }, () => prospectActiveOn(1));
        await keep(world.ingest, acme, { prospects });

        const pages = await pagesOf(limit);

        const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
        expect(ids).toEqual(
          prospects
            .map(({ id }) => id)
            .toSorted()
            .toReversed(),
        );
        expect(pages).toHaveLength(Math.ceil(count / limit));
        expect(pages.every(({ items }) => items.length <= limit)).toBe(true);
      });

    test('keeps its position when somebody before it becomes active', async () => {
      const prospects = [1, 2, 3, 4].map((day) => prospectActiveOn(day));
      await keep(world.ingest, acme, { prospects });
      const start = await world.prospects.list(acme, {
        search: null,
        filter: null,
        limit: 2,
        cursor: null,
      });
      await keep(world.ingest, acme, { prospects: [prospectActiveOn(9)] });

      const rest = await world.prospects.list(acme, {
        search: null,
        filter: null,
        limit: 2,
        cursor: start.nextCursor,
      });

      expect(rest.items.map(({ id }) => id)).toEqual([prospects[1]?.id, prospects[0]?.id]);
      expect(rest.nextCursor).toBeNull();
    });

    test('refuses a cursor of another organization', async () => {
      const globex = world.organization();
      const prospects = [1, 2].map((day) => prospectActiveOn(day));
      await keep(world.ingest, acme, { prospects });
      const { nextCursor } = await world.prospects.list(acme, {
        search: null,
        filter: null,
        limit: 1,
        cursor: null,
      });

      await expectInvalid(globex, String(nextCursor));
    });

    test('refuses a cursor that was changed on the way', async () => {
      const prospects = [1, 2].map((day) => prospectActiveOn(day));
      await keep(world.ingest, acme, { prospects });
      const { nextCursor } = await world.prospects.list(acme, {
        search: null,
        filter: null,
        limit: 1,
        cursor: null,
      });
      const cursor = String(nextCursor);

      for (let at = 0; at < cursor.length; at += 1) {
        const other = cursor[at] === 'A' ? 'B' : 'A';
        await expectInvalid(acme, cursor.slice(0, at) + other + cursor.slice(at + 1));
      }
      await expectInvalid(acme, cursor.slice(0, -1));
      await expectInvalid(acme, `${cursor}A`);
    });

    for (const [what, cursor] of [
      ['empty', ''],
      ['a word', 'null'],
      ['a number', '0'],
      ['not ASCII', 'é'],
      ['JSON', '{}'],
      ['a control character', '\u0000'],
      ['long', 'A'.repeat(10_000)],
    ] as const)
      test(`refuses a cursor that is ${what}`, async () => {
        await expectInvalid(acme, cursor);
      });

    async function expectInvalid(organizationId: OrganizationId, cursor: string): Promise<void> {
      const page = world.prospects.list(organizationId, {
        search: null,
        filter: null,
        limit: 1,
        cursor,
      });
      await expect(page).rejects.toBeInstanceOf(CursorInvalid);
    }

    async function pagesOf(limit: number) {
      const pages = [
        await world.prospects.list(acme, { search: null, filter: null, limit, cursor: null }),
      ];
      for (let cursor = pages[0]?.nextCursor; cursor; cursor = pages.at(-1)?.nextCursor) {
        pages.push(await world.prospects.list(acme, { search: null, filter: null, limit, cursor }));
      }
      return pages;
    }
  });
}

function prospectActiveOn(day: number) {
  return aProspect({ lastActivityAt: new Date(`2026-01-0${day}T09:00:00.123Z`) });
}
