import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { changing, keep, touching } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import { aSettledDelivery, asStored } from '../support/a-stored-delivery.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link DeliveryStore} promises about one delivery. */
export function describeDeliveryFile(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`a delivery in the inbox on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('comes back as it was, with its headers', async () => {
      const headers = {
        'user-agent': 'é \\ " {a,b} 👩🏽‍🚀',
        'calendly-webhook-signature': 't=1,v1=2',
      };
      const connectionId = crypto.randomUUID();
      const delivery = aDelivery({ headers, endpoint: connectionId, connectionId });
      const added = aNewDelivery({
        delivery,
        organizationId: acme,
        status: 'applied',
        attempts: 3,
        appliedAt: new Date('2026-01-03T04:05:06.789Z'),
      });
      await keep(world.ingest, acme, {}, [added]);

      const file = await world.deliveries.get(acme, added.id);

      expect(file).toEqual({
        delivery: asStored(added),
        headers,
        rawBody: delivery.rawBody,
        failedAttempts: [],
      });
    });

    for (const [what, bytes] of [
      ['empty', []],
      ['NUL', [0, 0, 65, 0]],
      ['no UTF-8', [0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]],
      ['a byte-order mark', [0xef, 0xbb, 0xbf, 0x7b, 0x7d]],
      ['every byte there is', Array.from({ length: 256 }, (_, byte) => byte)],
      ['what escapes are made of', [...Buffer.from('\\x00\\000\'"$1')]],
    ] as const)
      test(`has the exact bytes, also where they are ${what}`, async () => {
        const rawBody = Uint8Array.from(bytes);
        // The endpoint is new: other tests may have stored the same bytes.
        const delivery = aDelivery({ rawBody, endpoint: crypto.randomUUID() });
        const [before, added, after] = [
          aNewDelivery(),
          aNewDelivery({ delivery, organizationId: acme }),
          aNewDelivery(),
        ];
        await keep(world.ingest, acme, {}, [before, added, after]);

        const file = await world.deliveries.get(acme, added.id);

        expect(file?.delivery.sizeBytes).toBe(bytes.length);
        expect(file?.rawBody).toBeInstanceOf(Uint8Array);
        expect([...(file?.rawBody ?? [])]).toEqual(bytes);
      });

    test('has its failed attempts, the oldest first', async () => {
      const failures = [1, 2, 3].map((second) => ({
        at: new Date(`2026-01-02T09:00:0${second}.500Z`),
        reason: `reason ${second} ' "\\ é`,
      }));
      const [first, ...later] = failures;
      const added = aNewDelivery({
        organizationId: acme,
        status: 'due',
        attempts: 1,
        nextAttemptAt: new Date('2100-01-01T00:00:00Z'),
        failure: first ?? null,
      });
      await keep(world.ingest, acme, {}, [added]);
      for (const failure of later) {
        const settled = [aSettledDelivery(added, { status: 'due', failure })];
        await using unit = await world.ingest.load(touching(acme, { deliveries: settled }));
        await unit.commit(changing([], { settled }));
      }

      const file = await world.deliveries.get(acme, added.id);

      expect(file?.failedAttempts).toEqual(failures);
    });

    test('does not have the attempts of the same bytes elsewhere', async () => {
      const delivery = aDelivery();
      const elsewhere = aDelivery({ ...delivery, endpoint: crypto.randomUUID() });
      const failure = { at: world.now, reason: 'bad_json' };
      const added = aNewDelivery({ delivery, organizationId: acme });
      const other = aNewDelivery({ delivery: elsewhere, organizationId: acme, failure });
      await keep(world.ingest, acme, {}, [added, other]);

      expect((await world.deliveries.get(acme, added.id))?.failedAttempts).toEqual([]);
      expect((await world.deliveries.get(acme, other.id))?.failedAttempts).toEqual([failure]);
    });

    test('is there by its exact id, and for its own organization only', async () => {
      const globex = world.organization();
      const [own, nobodys] = [aNewDelivery({ organizationId: acme }), aNewDelivery()];
      await keep(world.ingest, acme, {}, [own, nobodys]);

      expect(await world.deliveries.get(acme, own.id)).not.toBeNull();
      expect(await world.deliveries.get(acme, own.id.toUpperCase())).toBeNull();
      expect(await world.deliveries.get(globex, own.id)).toBeNull();
      expect(await world.deliveries.get(acme, nobodys.id)).toBeNull();
    });

    test('is read together with others of its organization, without what nobody stored', async () => {
      const globex = world.organization();
      const own = [1, 2, 3].map(() => aNewDelivery({ organizationId: acme }));
      const others = [aNewDelivery({ organizationId: globex }), aNewDelivery()];
      await keep(world.ingest, acme, {}, [...own, ...others]);
      const [first = '', second = ''] = own.map(({ id }) => id);
      const ids = [first, second, ...others.map(({ id }) => id), crypto.randomUUID(), 'x', ''];

      const found = await world.deliveries.some(acme, ids.map(String));

      const files = await Promise.all(found.map(({ id }) => world.deliveries.get(acme, id)));
      expect(found.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted());
      expect(files.map((file) => file?.delivery)).toEqual(found);
      expect(await world.deliveries.some(acme, [])).toEqual([]);
    });

    for (const id of [
      '',
      '1',
      'null',
      crypto.randomUUID(),
      "' or ''='",
      '\u0000',
      '🦆',
      'a'.repeat(5000),
    ])
      test(`that nobody stored is null: ${JSON.stringify(id).slice(0, 50)}`, async () => {
        await keep(world.ingest, acme, {}, [aNewDelivery({ organizationId: acme })]);

        expect(await world.deliveries.get(acme, id)).toBeNull();
      });
  });
}
