import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { DeliveryFile } from '../../src/ports/delivery-store.ts';
import type { NewDelivery } from '../../src/ports/ingest-store.ts';
import { changing, keep, touching } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import { aSettledDelivery } from '../support/a-stored-delivery.ts';
import { longAgo, minutesFrom } from '../support/a-sweep.ts';
import type { MakeRetentionWorld, RetentionWorld } from './retention-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link RetentionStore} promises about the raw bodies of deliveries. */
export function describeBodyRetention(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeRetentionWorld,
): void {
  describe(`the old body of a delivery on ${name}`, () => {
    let world: RetentionWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    const fates: [DeliveryStatus, boolean][] = [
      ['applied', true],
      ['ignored', true],
      ['unrouted', false],
      ['quarantined', false],
      ['due', false],
      ['dead', false],
      ['dismissed', false],
    ];
    for (const [status, goes] of fates)
      test(`${goes ? 'goes' : 'waits for a person'} where it is ${status}`, async () => {
        const one = await stored({ status });

        await clear();

        expect((await fileOf(one))?.rawBody).toEqual(goes ? null : one.delivery.rawBody);
      });

    test('takes its headers along, and leaves all else that is known', async () => {
      const one = await stored({ status: 'applied', appliedAt: minutesFrom(-5) });
      const before = await fileOf(one);

      await clear();

      expect(await fileOf(one)).toEqual({ ...before, rawBody: null, headers: {} });
    });

    test('goes when it was received before, and not just then', async () => {
      const [old, young] = [
        await stored({ status: 'applied' }, -1),
        await stored({ status: 'applied' }, 0),
      ];

      await clear();

      expect((await fileOf(old))?.rawBody).toBeNull();
      expect((await fileOf(young))?.rawBody).toEqual(young.delivery.rawBody);
    });

    test('is known for ever: the same bytes are a duplicate', async () => {
      const one = await stored({ status: 'applied' });
      await clear();
      const { endpoint, digest } = one.delivery;
      const touched = touching(acme, { deliveries: [one.delivery] });

      await using unit = await world.ingest.load(touched);
      const known = unit.statusOf(one.delivery);
      await unit.commit(changing([], { repeated: [{ endpoint, digest, appliedAt: null }] }));

      expect(known).toBe('applied');
      expect((await fileOf(one))?.delivery).toMatchObject({ status: 'applied', duplicates: 1 });
    });

    test('goes at last where a person had to have a hand in it', async () => {
      const late = await stored({ status: 'due', attempts: 1, nextAttemptAt: longAgo });
      await clear();
      await using unit = await world.ingest.load(touching(acme, { deliveries: [late.delivery] }));
      const settled = [aSettledDelivery(late, { attempts: 2, appliedAt: world.now })];
      await unit.commit(changing([], { settled }));

      await clear();

      expect((await fileOf(late))?.rawBody).toBeNull();
    });

    test('goes whoever it belongs to, in batches, each once', async () => {
      await clear();
      const globex = world.organization();
      for (const organizationId of [acme, globex, null, acme, null]) {
        await stored({ status: 'ignored', organizationId });
      }

      const bodies = world.retention.sweepBodies(longAgo);
      const cleared = [await bodies.clear(2), await bodies.clear(2), await bodies.clear(2)];

      expect(cleared).toEqual([2, 2, 1]);
      expect(await clear()).toBe(0);
    });

    test('of many that came at one moment goes with all of them', async () => {
      await clear();
      const all = [];
      for (let i = 0; i < 7; i += 1) all.push(await stored({ status: 'applied' }, -10));

      const bodies = world.retention.sweepBodies(longAgo);
      const cleared = [await bodies.clear(3), await bodies.clear(3), await bodies.clear(3)];

      expect(cleared).toEqual([3, 3, 1]);
      for (const one of all) expect((await fileOf(one))?.rawBody).toBeNull();
    });

    async function clear(): Promise<number> {
      return world.retention.sweepBodies(longAgo).clear(1000);
    }

    async function stored(changes: Partial<NewDelivery>, minutes = -1): Promise<NewDelivery> {
      const delivery = aDelivery({ receivedAt: minutesFrom(minutes) });
      const added = aNewDelivery({ organizationId: acme, delivery, ...changes });
      await keep(world.ingest, added.organizationId ?? acme, {}, [added]);
      return added;
    }

    async function fileOf({ id }: NewDelivery): Promise<DeliveryFile | null> {
      return world.deliveries.get(acme, id);
    }
  });
}
