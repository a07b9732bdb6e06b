import { setTimeout } from 'node:timers/promises';
import { StoreConflict } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Grown } from '../../src/ports/event-log.ts';
import { keep } from '../support/a-change.ts';
import { aNewDelivery } from '../support/a-delivery.ts';
import { anEntry, aProspect } from '../support/a-store-row.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link EventLog} promises, whatever it is kept in. */
export function describeEventLog(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the event log on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('gives entries back as they were, with their places', async () => {
      const entries = [
        anEntry(crypto.randomUUID(), { type: 'prospect.created', changed: [] }),
        anEntry(crypto.randomUUID(), {
          type: 'scheduled_event.no_show_marked',
          changed: ['noShow', 'status'],
          occurredAt: new Date('2026-01-02T03:04:05.678Z'),
        }),
        anEntry(crypto.randomUUID(), { type: 'note.added', changed: ['"', '', 'é 👩🏽‍🚀'] }),
      ];

      await keep(world.ingest, acme, { entries });

      const page = await world.log.read(acme, 0, 10);
      expect(page.entries).toEqual(entries.map((entry, i) => ({ ...entry, seq: i + 1 })));
      expect(page).toMatchObject({ seq: 3, purgedThrough: 0 });
    });

    test('is read page by page without a gap', async () => {
      await grow(acme, 7);
      await grow(acme, 5);

      const seen: number[] = [];
      for (;;) {
        const { entries } = await world.log.read(acme, seen.at(-1) ?? 0, 5);
        if (entries.length === 0) break;
        seen.push(...entries.map(({ seq }) => seq));
      }

      expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    });

    test('has nothing after its end, and beyond it', async () => {
      await grow(acme, 2);

      expect(await world.log.read(acme, 2, 10)).toMatchObject({ seq: 2, entries: [] });
      expect(await world.log.read(acme, 99, 10)).toMatchObject({ seq: 2, entries: [] });
    });

    test('is empty for an organization of which nothing is known', async () => {
      const { epoch, ...page } = await world.log.read(acme, 0, 10);
      const heads = await world.log.heads([acme]);

      expect(page).toEqual({ seq: 0, purgedThrough: 0, entries: [] });
      expect(heads).toEqual(new Map([[acme, { seq: 0, purgedThrough: 0, epoch }]]));
    });

    test('says where each organization’s log ends', async () => {
      const [globex, nobody] = [world.organization(), world.organization()];
      await grow(acme, 2);
      await grow(globex, 1);

      const heads = await world.log.heads([globex, nobody, acme]);

      expect(heads.size).toBe(3);
      expect([acme, globex, nobody].map((id) => heads.get(id)?.seq)).toEqual([2, 1, 0]);
      expect(await world.log.heads([])).toEqual(new Map());
    });

    test('shows each organization its own entries only', async () => {
      const globex = world.organization();
      await grow(acme, 3);

      expect(await world.log.read(globex, 0, 10)).toMatchObject({ seq: 0, entries: [] });
      await grow(globex, 1);
      expect((await world.log.read(globex, 0, 10)).entries).toHaveLength(1);
      expect((await world.log.read(acme, 0, 10)).entries).toHaveLength(3);
    });

    test('keeps its epoch while it grows, one for all organizations', async () => {
      const before = await world.log.read(acme, 0, 10);
      await grow(acme, 1);

      const after = await world.log.heads([acme, world.organization()]);

      expect(before.epoch).not.toBe('');
      expect([...after.values()].map(({ epoch }) => epoch)).toEqual([before.epoch, before.epoch]);
    });

    test('calls back once what it grew by can be read', async () => {
      const grown = Promise.withResolvers<OrganizationId>();
      world.log.onGrown((id) => {
        if (id === acme) grown.resolve(id);
      });

      await grow(acme, 1);

      const tooLate = setTimeout(5_000, 'nobody called', { ref: false });
      expect(await Promise.race([grown.promise, tooLate])).toBe(acme);
      expect((await world.log.read(acme, 0, 10)).entries).toHaveLength(1);
    });

    test('calls back for nothing that the store refused', async () => {
      const globex = world.organization();
      const added = aNewDelivery();
      await keep(world.ingest, acme, { entries: [anEntry(crypto.randomUUID())] }, [added]);
      const called: OrganizationId[] = [];
      world.log.onGrown((id) => called.push(id));

      const entries = [anEntry(crypto.randomUUID())];
      const refused = keep(world.ingest, globex, { entries }, [added]);

      await expect(refused).rejects.toBeInstanceOf(StoreConflict);
      await grow(acme, 1);
      expect(called.includes(globex)).toBe(false);
      expect(await world.log.read(globex, 0, 10)).toMatchObject({ seq: 0, entries: [] });
    });

    test('calls back with what this process appended, as it can be read', async () => {
      await grow(acme, 2);
      const called = Promise.withResolvers<Grown>();
      world.log.onGrown((id, grown) => {
        if (id === acme && grown !== null) called.resolve(grown);
      });
      const ada = aProspect();
      const entries = [anEntry(ada.id), anEntry(ada.id, { changed: [] })];

      await keep(world.ingest, acme, { prospects: [ada], entries });

      const tooLate = setTimeout(5_000, 'nobody called', { ref: false });
      expect(await Promise.race([called.promise, tooLate])).toMatchObject({
        entries: (await world.log.read(acme, 2, 10)).entries,
        prospects: [{ id: ada.id, email: ada.email }],
        scheduledEvents: [],
        notes: [],
      });
    });

    async function grow(organizationId: OrganizationId, by: number): Promise<void> {
      const entries = Array.from({ length: by }, () => anEntry(crypto.randomUUID()));
      await keep(world.ingest, organizationId, { entries });
    }
  });
}
