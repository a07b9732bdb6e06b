import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { keep } from '../support/a-change.ts';
import { anEntry } from '../support/a-store-row.ts';
import { cutoffs, longAgo, minutesFrom, swept } from '../support/a-sweep.ts';
import type { MakeRetentionWorld, RetentionWorld } from './retention-world.ts';
import type { TestRunner } from './test-runner.ts';

const before = cutoffs({ logEntries: longAgo });

/** Tests what every {@link RetentionStore} promises about the event log. */
export function describeLogRetention(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeRetentionWorld,
): void {
  describe(`the old beginning of an event log on ${name}`, () => {
    let world: RetentionWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('goes, and the log says how far', async () => {
      await grow(-3, -2, -1, 0, 1);

      const batches = await swept(world.retention, acme, before);

      expect(batches).toEqual([{ scheduledEvents: [], logEntries: 3 }]);
      expect(await seqsAfter(0)).toEqual([4, 5]);
      expect(await seqsAfter(4)).toEqual([5]);
      const head = { seq: 5, purgedThrough: 3 };
      expect(await world.log.read(acme, 0, 10)).toMatchObject(head);
      expect((await world.log.heads([acme])).get(acme)).toMatchObject(head);
    });

    test('goes in batches', async () => {
      await grow(-9, -8, -7, -6, -5, 1);

      const batches = await swept(world.retention, acme, before, 2);

      expect(batches.map(({ logEntries }) => logEntries)).toEqual([2, 2, 1]);
      expect(await seqsAfter(0)).toEqual([6]);
    });

    test('ends at the first entry that is young, also where an older one comes after it', async () => {
      await grow(-3, 1, -2, 2);

      await swept(world.retention, acme, before);

      expect(await seqsAfter(0)).toEqual([2, 3, 4]);
    });

    test('may be all of it: what comes next goes on where it ended', async () => {
      await grow(-3, -2);

      await swept(world.retention, acme, before);
      expect(await world.log.read(acme, 2, 10)).toMatchObject({ seq: 2, purgedThrough: 2 });
      await grow(-1);

      expect(await seqsAfter(0)).toEqual([3]);
      expect(await swept(world.retention, acme, before)).toMatchObject([{ logEntries: 1 }]);
      expect(await swept(world.retention, acme, before)).toMatchObject([{ logEntries: 0 }]);
    });

    test('is young everywhere in a log that is young', async () => {
      await grow(0, 1);

      expect(await swept(world.retention, acme, before)).toMatchObject([{ logEntries: 0 }]);
      expect(await seqsAfter(0)).toEqual([1, 2]);
    });

    test('names its organization to whoever looks for old things', async () => {
      const globex = world.organization();
      await grow(-1);
      await keep(world.ingest, globex, { entries: [anEntryAt(1)] });

      const found = await world.retention.organizations(before, null, 1000);
      await swept(world.retention, acme, before);
      const left = await world.retention.organizations(before, null, 1000);

      expect(found.filter((id) => id === acme || id === globex)).toEqual([acme]);
      expect(left.filter((id) => id === acme || id === globex)).toEqual([]);
    });

    test('stays when its batch was given up', async () => {
      await grow(-1, 1);

      const batch = await world.retention.sweep(acme, before).next(10);
      await batch[Symbol.asyncDispose]();

      expect(batch.logEntries).toBe(1);
      expect(await seqsAfter(0)).toEqual([1, 2]);
    });

    async function grow(...minutes: number[]): Promise<void> {
      await keep(world.ingest, acme, { entries: minutes.map(anEntryAt) });
    }

    async function seqsAfter(after: number): Promise<number[]> {
      return (await world.log.read(acme, after, 100)).entries.map(({ seq }) => seq);
    }
  });
}

function anEntryAt(minutes: number) {
  return anEntry(crypto.randomUUID(), { occurredAt: minutesFrom(minutes) });
}
