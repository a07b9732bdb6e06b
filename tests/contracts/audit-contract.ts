import type { AuditStore } from '../../src/ports/audit-store.ts';
import type { NewAuditEntry } from '../../src/ports/ingest-store.ts';
import type { RetentionStore } from '../../src/ports/retention-store.ts';
import { changing, touching } from '../support/a-change.ts';
import type { StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** A world that keeps people's acts. */
export interface AuditWorld extends StoreWorld {
  audit: AuditStore;
  retentionStore: RetentionStore;
}

/** Tests what every {@link AuditStore} promises. */
export function describeAudit(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: () => Promise<AuditWorld>,
): void {
  describe(`what people did on ${name}`, () => {
    let world: AuditWorld;

    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(() => world.close());

    test('is listed newest first, page by page, for its organization alone', async () => {
      const [acme, globex] = [world.organization(), world.organization()];
      const acts = [1, 2, 3].map((minute) => anAct(minute, { organizationId: acme }));
      await store(acts);
      await store([anAct(9, { organizationId: globex, reason: null })]);

      const first = await world.audit.list(acme, { limit: 2, cursor: null });
      const second = await world.audit.list(acme, { limit: 2, cursor: first.nextCursor });
      const theirs = await world.audit.list(globex, { limit: 2, cursor: null });

      const expected = acts
        .toReversed()
        .map(({ organizationId: _organizationId, ...entry }) => entry);
      expect([...first.items, ...second.items]).toEqual(expected);
      expect(second.nextCursor).toBeNull();
      expect(theirs.items.map(({ reason }) => reason)).toEqual([null]);
    });

    test('is kept with what it tells of, or not at all', async () => {
      const acme = world.organization();

      await using unit = await world.ingest.load(touching(acme));
      await unit[Symbol.asyncDispose]();

      expect((await world.audit.list(acme, { limit: 10, cursor: null })).items).toEqual([]);
    });

    test('is removed with its reasons once it is too old, a batch at a time', async () => {
      const [acme, globex] = [world.organization(), world.organization()];
      // Long before the acts of the other tests, which the sweep would count.
      const at = (minute: number) => new Date(Date.UTC(2020, 0, 1, 0, minute));
      const old = [1, 2, 3].map((minute) =>
        anAct(minute, { organizationId: minute === 2 ? globex : acme, at: at(minute) }),
      );
      const young = anAct(5, { organizationId: acme, at: at(5) });
      await store(old.filter(({ organizationId }) => organizationId === acme));
      await store(old.filter(({ organizationId }) => organizationId === globex));
      await store([young]);
      const sweep = world.retentionStore.sweepAudit(young.at);

      const removed = [await sweep.remove(2), await sweep.remove(2), await sweep.remove(2)];

      expect(removed).toEqual([2, 1, 0]);
      const page = { limit: 10, cursor: null };
      expect((await world.audit.list(acme, page)).items.map(({ id }) => id)).toEqual([young.id]);
      expect((await world.audit.list(globex, page)).items).toEqual([]);
    });

    function anAct(minute: number, changes: Partial<NewAuditEntry>): NewAuditEntry {
      return {
        id: crypto.randomUUID(),
        organizationId: world.organization(),
        at: new Date(Date.UTC(2026, 0, 1, 0, minute)),
        actor: 'ada',
        action: 'delivery.replayed',
        subject: crypto.randomUUID(),
        reason: 'it was ours',
        ...changes,
      };
    }

    async function store(audit: NewAuditEntry[]): Promise<void> {
      await using unit = await world.ingest.load({ deliveries: [], organizations: new Map() });
      await unit.commit({ ...changing(), audit });
    }
  });
}
