import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { beginning, type Sync, type SyncPosition } from '../../src/domain/sync.ts';
import type { SyncStore } from '../../src/ports/sync-store.ts';
import { aSync } from '../support/a-sync.ts';
import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { TestRunner } from './test-runner.ts';

const atOnce = 12;
const now = new Date('2026-01-04T12:00:00Z');
const later = new Date('2026-01-04T13:00:00Z');

/** Tests what every {@link SyncStore} promises about back-fills that are started and shown. */
export function describeSyncStore(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`a back-fill on ${name}`, () => {
    let world: ConnectingWorld;
    let syncs: SyncStore;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      syncs = world.here.syncs;
      acme = world.organization();
    });
    // An unfinished back-fill would be claimed by the next tests.
    afterEach(async () => {
      await drain();
      await world.close();
    });

    test('is none in an organization of which nothing is known', async () => {
      expect(await syncs.latest(acme)).toBeNull();
      expect(await syncs.get(acme, crypto.randomUUID())).toBeNull();
      expect(await syncs.get(acme, 'no id at all')).toBeNull();
    });

    test('is shown as it was started', async () => {
      const [all, window] = [aSync(acme), aSync(world.organization(), { to: later })];

      expect(await syncs.start(all)).toEqual(all);
      expect(await syncs.start(window)).toEqual(window);

      expect(await syncs.latest(acme)).toEqual(all);
      expect(await world.there.syncs.get(window.organizationId, window.id)).toEqual(window);
    });

    test('is one at a time in an organization', async () => {
      const first = await syncs.start(aSync(acme));

      expect(await syncs.start(aSync(acme))).toEqual(first);
      const other = aSync(world.organization());
      expect(await syncs.start(other)).toEqual(other);
    });

    test('is one at a time while it waits, and a new one once it is over', async () => {
      const first = await syncs.start(aSync(acme));
      const holder = await claimed();
      const waiting: Sync = { ...first, state: 'waiting', resumesAt: later };
      await syncs.save(waiting, beginning, holder, now);

      expect(await syncs.start(aSync(acme))).toEqual(waiting);
      await syncs.save({ ...first, state: 'failed', finishedAt: now }, beginning, holder, now);
      const second = aSync(acme, { startedAt: later });
      expect(await syncs.start(second)).toEqual(second);
    });

    test('that many start at once is one', async () => {
      const started = await Promise.all(
        Array.from({ length: atOnce }, (_, n) =>
          (n % 2 === 0 ? world.here : world.there).syncs.start(aSync(acme)),
        ),
      );

      const latest = await syncs.latest(acme);
      expect([...new Set(started.map(({ id }) => id))]).toEqual([latest?.id]);
    });

    test('is another one than those before it', async () => {
      const first = await syncs.start(aSync(acme, { startedAt: now }));
      const end = { state: 'done', finishedAt: now, percent: 100 } as const;
      await syncs.save({ ...first, ...end }, beginning, await claimed(), now);

      const second = await syncs.start(aSync(acme, { startedAt: later }));

      expect(await syncs.latest(acme)).toEqual(second);
      expect(await syncs.get(acme, first.id)).toEqual({ ...first, ...end });
    });

    test('shows what its holder saved, to the letter', async () => {
      const started = await syncs.start(aSync(acme, { to: later }));
      const holder = await claimed();
      const saved: Sync = {
        ...started,
        state: 'waiting',
        eventsSeen: 300,
        inviteesSeen: 301,
        created: 299,
        updated: 1,
        percent: 33.5,
        resumesAt: new Date('2026-01-04T12:00:30.250Z'),
      };
      const position: SyncPosition = {
        connectionsDone: [crypto.randomUUID()],
        pageToken: 'p"2\\',
        meetingsDone: 17,
        meetingsTotal: 900,
        failures: 2,
      };

      expect(await syncs.save(saved, position, holder, now)).toBe(true);

      expect(await world.there.syncs.get(acme, started.id)).toEqual(saved);
      const found = await syncs.claim(crypto.randomUUID(), later, now);
      expect(found?.position).toEqual(position);
      expect(found?.sync).toEqual({ ...saved, state: 'running', resumesAt: null });
    });

    test('says why it failed', async () => {
      const started = await syncs.start(aSync(acme));
      const failed: Sync = { ...started, state: 'failed', finishedAt: now, error: 'Nö: "403"' };
      await syncs.save(failed, beginning, await claimed(), now);

      expect(await syncs.latest(acme)).toEqual(failed);
    });

    test('is nothing to another organization', async () => {
      const one = await syncs.start(aSync(acme));
      const holder = await claimed();
      const other = world.organization();

      expect(await syncs.get(other, one.id)).toBeNull();
      expect(await syncs.latest(other)).toBeNull();
      const theirs = { ...one, organizationId: other, percent: 50 };
      expect(await syncs.save(theirs, beginning, holder, now)).toBe(false);
      expect(await syncs.get(acme, one.id)).toEqual(one);
    });

    async function claimed(): Promise<string> {
      const holder = crypto.randomUUID();
      expect(await syncs.claim(holder, now, now)).toMatchObject({ sync: { state: 'running' } });
      return holder;
    }

    async function drain(): Promise<void> {
      const holder = crypto.randomUUID();
      const end = new Date('2100-01-01T00:00:00Z');
      for (;;) {
        const found = await syncs.claim(holder, end, end);
        if (found === null) return;
        await syncs.save({ ...found.sync, state: 'done' }, beginning, holder, end);
      }
    }
  });
}
