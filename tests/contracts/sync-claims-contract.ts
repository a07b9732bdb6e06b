import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { beginning, type Sync } from '../../src/domain/sync.ts';
import type { SyncStore } from '../../src/ports/sync-store.ts';
import { aSync } from '../support/a-sync.ts';
import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { TestRunner } from './test-runner.ts';

const syncsAtOnce = 8;
const claimsAtOnce = 24;

/** Tests what every {@link SyncStore} promises about who works on a back-fill. */
export function describeSyncClaims(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`the work on a back-fill on ${name}`, () => {
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
      for (;;) {
        const left = await syncs.claim('nobody', minute(9_999), minute(9_999));
        if (left === null) break;
        await syncs.save({ ...left.sync, state: 'done' }, beginning, 'nobody', minute(9_999));
      }
      await world.close();
    });

    test('is none where nothing is under way', async () => {
      expect(await syncs.claim('one', minute(0), minute(0))).toBeNull();
    });

    test('begins at the beginning', async () => {
      const sync = await syncs.start(aSync(acme));

      expect(await syncs.claim('one', minute(0), minute(-1))).toEqual({
        sync,
        position: beginning,
      });
    });

    test('is one holder’s, who keeps it by saving, until nothing was saved for too long', async () => {
      const sync = await syncs.start(aSync(acme));
      await syncs.claim('one', minute(0), minute(-5));

      expect(await claim('other', 5)).toBeNull();
      expect(await syncs.save(sync, beginning, 'one', minute(3))).toBe(true);
      expect(await claim('other', 8)).toBeNull();
      expect(await claim('other', 8.001)).toMatchObject({ sync: { id: sync.id } });
    });

    test('is not saved by a holder from whom it was taken', async () => {
      const sync = await syncs.start(aSync(acme));
      await claim('one', 0);
      await claim('other', 6);

      expect(await syncs.save({ ...sync, percent: 90 }, beginning, 'one', minute(6))).toBe(false);
      expect(await syncs.get(acme, sync.id)).toEqual(sync);
      expect(await syncs.save({ ...sync, percent: 10 }, beginning, 'other', minute(7))).toBe(true);
    });

    test('rests while it waits, and anybody takes it when the time has come', async () => {
      const sync = await syncs.start(aSync(acme));
      await claim('one', 0);
      await syncs.save(waitingUntil(sync, 30), beginning, 'one', minute(1));

      expect(await claim('other', 29.999)).toBeNull();
      expect(await claim('other', 30)).toEqual({ sync, position: beginning });
      expect(await syncs.get(acme, sync.id)).toEqual(sync);
      expect(await syncs.save(sync, beginning, 'one', minute(30))).toBe(false);
      expect(await claim('third', 30)).toBeNull();
    });

    test('ends with the back-fill', async () => {
      const sync = await syncs.start(aSync(acme));
      await claim('one', 0);
      await syncs.save({ ...sync, state: 'done', percent: 100 }, beginning, 'one', minute(1));

      expect(await claim('other', 60)).toBeNull();
      expect(await syncs.save(sync, beginning, 'one', minute(2))).toBe(false);
      expect(await syncs.get(acme, sync.id)).toMatchObject({ state: 'done' });
    });

    test('comes first where it was left alone longest', async () => {
      const [first, second, third] = [await started(-3), await started(-2), await started(-1)];
      expect(await claim('one', 0)).toMatchObject({ sync: { id: first.id } });

      expect(await claim('one', 1)).toMatchObject({ sync: { id: second.id } });
      expect(await claim('one', 6)).toMatchObject({ sync: { id: third.id } });
      expect(await claim('one', 6)).toMatchObject({ sync: { id: first.id } });
    });

    test('that many want at once is shared out, each back-fill to one of them', async () => {
      const organizations = Array.from({ length: syncsAtOnce }, () => world.organization());
      for (const organization of organizations) await syncs.start(aSync(organization));

      const found = await Promise.all(
        Array.from({ length: claimsAtOnce }, (_, n) => claim(`holder-${n}`, 0, n)),
      );

      const ids = found.flatMap((one) => (one === null ? [] : [one.sync.id]));
      expect(new Set(ids).size).toBe(ids.length);
      while ((await claim('late', 0)) !== null) ids.push('late');
      expect(ids).toHaveLength(syncsAtOnce);
    });

    test('on one back-fill that many want at once is one holder’s', async () => {
      const sync = await syncs.start(aSync(acme));

      const holders = Array.from({ length: claimsAtOnce }, (_, n) => `holder-${n}`);
      const found = await Promise.all(holders.map((holder, n) => claim(holder, 0, n)));

      const won = holders.filter((_, n) => found[n] !== null);
      expect(won).toHaveLength(1);
      expect(await syncs.save(sync, beginning, won[0] ?? '', minute(1))).toBe(true);
    });

    function started(minutes: number): Promise<Sync> {
      return syncs.start(aSync(world.organization(), { startedAt: minute(minutes) }));
    }

    function claim(holder: string, at: number, n = 0) {
      const store = n % 2 === 0 ? world.here.syncs : world.there.syncs;
      return store.claim(holder, minute(at), minute(at - 5));
    }
  });
}

function waitingUntil(sync: Sync, minutes: number): Sync {
  return { ...sync, state: 'waiting', resumesAt: minute(minutes) };
}

function minute(minutes: number): Date {
  return new Date(Date.parse('2026-01-04T12:00:00Z') + minutes * 60_000);
}
