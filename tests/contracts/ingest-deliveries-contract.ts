import { setTimeout } from 'node:timers/promises';
import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import { StoreConflict } from '../../src/domain/errors.ts';
import type {
  DeliveryIdentity,
  IngestChanges,
  NewDelivery,
  Touched,
} from '../../src/ports/ingest-store.ts';
import { changing, loaded, touching } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link IngestStore} promises about the deliveries that it keeps. */
export function describeIngestDeliveries(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the deliveries in the ingest store on ${name}`, () => {
    let world: StoreWorld;

    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(() => world.close());

    for (const status of [
      'applied',
      'ignored',
      'unrouted',
      'quarantined',
      'due',
      'dead',
      'dismissed',
    ] as const)
      test(`one that was stored as ${status} is known as that`, async () => {
        const acme = world.organization();
        const delivery = aNewDelivery({
          organizationId: acme,
          status,
          reason: 'because',
          attempts: 3,
          appliedAt: status === 'applied' ? world.now : null,
          nextAttemptAt: status === 'due' ? world.now : null,
        });

        await store(world, delivery);

        expect(await statusOf(world, delivery.delivery)).toBe(status);
      });

    test('a unit knows the time of the store, where that has a clock of its own', async () => {
      await using unit = await world.ingest.load(touching([]));

      const now = Date.now();
      const apart = Math.abs((unit.storeTime?.getTime() ?? now) - now);

      expect(apart <= 120_000).toBe(true);
    });

    test('bytes that are no text are kept', async () => {
      const rawBody = Uint8Array.from([
        0,
        255,
        254,
        0xef,
        0xbb,
        0xbf,
        ...new TextEncoder().encode(crypto.randomUUID()),
      ]);
      const delivery = aDelivery({ rawBody, headers: { 'user-agent': 'é \\ " \u0001' } });

      await store(world, aNewDelivery({ delivery, event: null }));

      expect(await statusOf(world, delivery)).toBe('unrouted');
    });

    test('the same bytes on two endpoints are two', async () => {
      const shared = aDelivery();
      const own = aDelivery({ ...shared, endpoint: crypto.randomUUID() });

      await store(world, aNewDelivery({ delivery: shared }));

      expect(await statusOf(world, shared)).toBe('unrouted');
      expect(await statusOf(world, own)).toBeUndefined();
      await store(world, aNewDelivery({ delivery: own, status: 'ignored' }));
      expect(await statusOf(world, own)).toBe('ignored');
    });

    test('one that came again is as it was', async () => {
      const { delivery } = await storedAs('quarantined');

      await repeat({ ...identityOf(delivery), appliedAt: null });
      await repeat({ ...identityOf(delivery), appliedAt: null });

      expect(await statusOf(world, delivery)).toBe('quarantined');
    });

    test('one that came again in time is applied', async () => {
      const { delivery } = await storedAs('quarantined');

      await repeat({ ...identityOf(delivery), appliedAt: world.now });

      expect(await statusOf(world, delivery)).toBe('applied');
    });

    test('one that came again often in one batch counts each time', async () => {
      const { delivery } = await storedAs('quarantined');
      const again = { ...identityOf(delivery), appliedAt: null };

      await repeat(again, { ...again, appliedAt: world.now }, again);

      expect(await statusOf(world, delivery)).toBe('applied');
    });

    test('one that was stored and came again in one batch is stored once', async () => {
      const fresh = aNewDelivery();
      const repeated = [{ ...identityOf(fresh.delivery), appliedAt: null }];
      await using unit = await world.ingest.load(nobodys(fresh.delivery));

      await unit.commit(changing([], { deliveries: [fresh], repeated }));

      expect(await statusOf(world, fresh.delivery)).toBe('unrouted');
    });

    test('one that is stored again as new is refused, with all that came beside it', async () => {
      const { delivery } = await storedAs('ignored');
      const beside = aNewDelivery();
      await using unit = await world.ingest.load(nobodys(delivery, beside.delivery));

      const commit = unit.commit(
        changing([], { deliveries: [beside, aNewDelivery({ delivery })] }),
      );

      await expect(commit).rejects.toBeInstanceOf(StoreConflict);
      await unit[Symbol.asyncDispose]();
      expect(await statusOf(world, delivery)).toBe('ignored');
      expect(await statusOf(world, beside.delivery)).toBeUndefined();
    });

    test('one that many units want to store at once is stored by one of them', async () => {
      const delivery = aDelivery();
      const everybodyLoaded = aMeetingOf(5);

      const outcomes = await Promise.all(
        Array.from({ length: 5 }, async () => {
          await using unit = await world.ingest.load(nobodys(delivery));
          if (unit.statusOf(delivery) !== undefined) return 'known';
          await everybodyLoaded();
          const changes = changing([], { deliveries: [aNewDelivery({ delivery })] });
          return await unit.commit(changes).then(() => 'stored', conflictOf);
        }),
      );

      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(await statusOf(world, delivery)).toBe('unrouted');
    });

    async function storedAs(status: DeliveryStatus): Promise<NewDelivery> {
      const delivery = aNewDelivery({ status });
      await store(world, delivery);
      return delivery;
    }

    async function repeat(...repeated: IngestChanges['repeated']): Promise<void> {
      await using unit = await world.ingest.load(nobodys(...repeated));
      await unit.commit(changing([], { repeated }));
    }
  });
}

async function store({ ingest }: StoreWorld, delivery: NewDelivery): Promise<void> {
  await using unit = await ingest.load(nobodys(delivery.delivery));
  await unit.commit(changing([], { deliveries: [delivery] }));
}

function statusOf(
  { ingest }: StoreWorld,
  delivery: DeliveryIdentity,
): Promise<DeliveryStatus | undefined> {
  return loaded(ingest, nobodys(delivery), (unit) => unit.statusOf(delivery));
}

function nobodys(...deliveries: DeliveryIdentity[]): Touched {
  return touching([], { deliveries });
}

function identityOf({ endpoint, digest }: DeliveryIdentity): DeliveryIdentity {
  return { endpoint, digest };
}

function conflictOf(error: unknown): string {
  if (error instanceof StoreConflict) return 'conflict';
  throw error;
}

/** Waits until all have arrived, or a moment: a database with one connection admits one at a time. */
function aMeetingOf(expected: number): () => Promise<void> {
  const all = Promise.withResolvers<void>();
  let come = 0;
  return async () => {
    come += 1;
    if (come === expected) all.resolve();
    await Promise.race([all.promise, setTimeout(100, undefined, { ref: false })]);
  };
}
