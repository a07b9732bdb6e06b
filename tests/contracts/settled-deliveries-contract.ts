import type { StoredDelivery } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { IngestChanges, NewDelivery, SettledDelivery } from '../../src/ports/ingest-store.ts';
import { changing, keep, touching } from '../support/a-change.ts';
import { aNewDelivery } from '../support/a-delivery.ts';
import { aSettledDelivery, asStored } from '../support/a-stored-delivery.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link IngestStore} promises about deliveries that are tried again, or come again. */
export function describeSettledDeliveries(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`a stored delivery on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;
    const later = new Date('2100-01-01T00:00:05.500Z');

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('is applied when it was tried again with success, and remembers what failed before', async () => {
      const due = await stored({ reason: 'stream_busy', failure: failure('stream_busy') });

      await settle(due, { attempts: 2, appliedAt: world.now });

      expect(await shown(due)).toEqual(
        asStored(due, {
          status: 'applied',
          reason: null,
          attempts: 2,
          appliedAt: world.now,
          nextAttemptAt: null,
        }),
      );
      expect(await failuresOf(due)).toEqual(['stream_busy']);
    });

    test('is due again when it failed again, and remembers that too', async () => {
      const due = await stored({ reason: 'stream_busy', failure: failure('stream_busy') });

      const outcome = { status: 'due', reason: 'conflict', attempts: 2 } as const;
      await settle(due, { ...outcome, nextAttemptAt: later, failure: failure('conflict', 1) });

      expect(await shown(due)).toEqual(asStored(due, { ...outcome, nextAttemptAt: later }));
      expect(await failuresOf(due)).toEqual(['stream_busy', 'conflict']);
    });

    test('is dead when trying again cannot help', async () => {
      const due = await stored();

      const outcome = { status: 'dead', reason: 'internal_error', attempts: 8 } as const;
      await settle(due, { ...outcome, failure: failure('internal_error') });

      expect(await shown(due)).toEqual(asStored(due, { ...outcome, nextAttemptAt: null }));
      expect(await failuresOf(due)).toEqual(['internal_error']);
    });

    test('is settled with others in one commit, each its own way', async () => {
      const [ada, grace, joan] = [await stored(), await stored(), await stored()];

      await commit({
        settled: [
          aSettledDelivery(ada, { attempts: 2, appliedAt: world.now }),
          aSettledDelivery(joan, { status: 'dead', failure: failure('schema') }),
        ],
      });

      const statuses = await Promise.all(
        [ada, grace, joan].map(async (of) => (await shown(of))?.status),
      );
      expect(statuses).toEqual(['applied', 'due', 'dead']);
    });

    test('counts how often it came again', async () => {
      const dead = await stored({ status: 'dead', nextAttemptAt: null });

      await commit({ repeated: [again(dead)] });
      await commit({ repeated: [again(dead), again(dead)] });

      expect(await shown(dead)).toEqual(asStored(dead, { duplicates: 3 }));
    });

    test('counts how often it came again in the commit that stores it', async () => {
      const [fresh, beside] = [aNewDelivery({ organizationId: acme }), await stored()];

      await commit({ deliveries: [fresh], repeated: [again(fresh), again(beside), again(fresh)] });

      expect(await shown(fresh)).toEqual(asStored(fresh, { duplicates: 2 }));
      expect(await shown(beside)).toEqual(asStored(beside, { duplicates: 1 }));
    });

    test('that was quarantined and is applied on coming again counts as tried', async () => {
      const late = await stored({
        status: 'quarantined',
        reason: 'signed_too_long_ago',
        attempts: 0,
        nextAttemptAt: null,
      });

      await commit({ repeated: [again(late), again(late, world.now), again(late)] });

      expect(await shown(late)).toEqual(
        asStored(late, {
          status: 'applied',
          reason: null,
          attempts: 1,
          duplicates: 3,
          appliedAt: world.now,
        }),
      );
    });

    async function stored(changes: Partial<NewDelivery> = {}): Promise<NewDelivery> {
      const due = { status: 'due', attempts: 1, nextAttemptAt: later } as const;
      const added = aNewDelivery({ organizationId: acme, ...due, ...changes });
      await keep(world.ingest, acme, {}, [added]);
      return added;
    }

    async function settle(of: NewDelivery, outcome: Partial<SettledDelivery>): Promise<void> {
      await commit({ settled: [aSettledDelivery(of, outcome)] });
    }

    async function commit(changes: Partial<Omit<IngestChanges, 'organizations'>>): Promise<void> {
      const { settled = [], repeated = [] } = changes;
      const deliveries = [...settled, ...repeated];
      await using unit = await world.ingest.load(touching(acme, { deliveries }));
      await unit.commit(changing([], changes));
    }

    async function shown({ id }: NewDelivery): Promise<StoredDelivery | undefined> {
      return (await world.deliveries.get(acme, id))?.delivery;
    }

    async function failuresOf({ id }: NewDelivery): Promise<string[] | undefined> {
      const file = await world.deliveries.get(acme, id);
      return file?.failedAttempts.map(({ reason }) => reason);
    }

    function failure(reason: string, secondsLater = 0) {
      return { at: new Date(world.now.getTime() + secondsLater * 1000), reason };
    }
  });
}

function again({ delivery: { endpoint, digest } }: NewDelivery, appliedAt: Date | null = null) {
  return { endpoint, digest, appliedAt };
}
