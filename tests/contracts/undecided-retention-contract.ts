import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { NewDelivery } from '../../src/ports/ingest-store.ts';
import { keep } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import { longAgo, minutesFrom } from '../support/a-sweep.ts';
import type { MakeRetentionWorld, RetentionWorld } from './retention-world.ts';
import type { TestRunner } from './test-runner.ts';

const never = new Date('1900-01-01T00:00:00.000Z');
const plenty = 1024 ** 3;

/** Tests what every {@link RetentionStore} promises about the bodies of deliveries that wait for a person. */
export function describeUndecidedRetention(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeRetentionWorld,
): void {
  describe(`the body of an undecided delivery on ${name}`, () => {
    let world: RetentionWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    const fates: [DeliveryStatus, boolean][] = [
      ['dead', true],
      ['quarantined', true],
      ['dismissed', true],
      ['due', false],
      ['applied', false],
      ['ignored', false],
    ];
    for (const [status, goes] of fates)
      test(`${goes ? 'goes' : 'stays'} where it is ${status} and too old`, async () => {
        const one = await stored({ status });

        await clear(longAgo);

        expect(await hasBody(one)).toBe(!goes);
      });

    test('goes when it was received before, and not just then', async () => {
      const [old, young] = [await stored({}, -1), await stored({}, 0)];

      await clear(longAgo);

      expect(await hasBody(old)).toBe(false);
      expect(await hasBody(young)).toBe(true);
    });

    test('goes, the oldest first, where an organization has too much', async () => {
      const all = [await stored({}, 3), await stored({}, 1), await stored({}, 2)];
      const globex = world.organization();
      const other = await stored({ organizationId: globex }, 0);
      const [size = 0] = all.map(({ delivery }) => delivery.rawBody.length);
      const before = await world.deliveries.undecidedBytes(acme);

      await clear(never, 2 * size);

      expect(before).toBe(3 * size);
      expect(await world.deliveries.undecidedBytes(acme)).toBe(2 * size);
      expect(await Promise.all(all.map((one) => hasBody(one)))).toEqual([true, false, true]);
      expect(await hasBody(other, globex)).toBe(true);
    });

    test('goes in batches, each once, whoever it belongs to', async () => {
      await clear(longAgo);
      const globex = world.organization();
      for (const organizationId of [acme, globex, acme, globex, acme]) {
        await stored({ organizationId });
      }

      const bodies = world.retention.sweepUndecided(longAgo, plenty);
      const cleared = [await bodies.clear(2), await bodies.clear(2), await bodies.clear(2)];

      expect(cleared).toEqual([2, 2, 1]);
      expect(await clear(longAgo)).toBe(0);
    });

    test('goes where the delivery is nobody’s, which then is offered to nobody', async () => {
      const one = await stored({ status: 'unrouted', organizationId: null });
      const isOffered = async () =>
        (await world.unrouted.list(null, 1000)).some(({ id }) => id === one.id);
      const before = await isOffered();

      await clear(longAgo);

      expect([before, await isOffered()]).toEqual([true, false]);
    });

    test('is no longer counted once it is gone', async () => {
      await stored({});

      await clear(longAgo);

      expect(await world.deliveries.undecidedBytes(acme)).toBe(0);
    });

    async function clear(before: Date, bytes = plenty): Promise<number> {
      return world.retention.sweepUndecided(before, bytes).clear(1000);
    }

    async function stored(changes: Partial<NewDelivery>, minutes = -1): Promise<NewDelivery> {
      const delivery = aDelivery({ receivedAt: minutesFrom(minutes) });
      const fate = { status: 'dead' as const, reason: 'schema', organizationId: acme, delivery };
      const added = aNewDelivery({ ...fate, ...changes });
      await keep(world.ingest, added.organizationId ?? acme, {}, [added]);
      return added;
    }

    async function hasBody({ id }: NewDelivery, of = acme): Promise<boolean> {
      return ((await world.deliveries.get(of, id))?.rawBody ?? null) !== null;
    }
  });
}
