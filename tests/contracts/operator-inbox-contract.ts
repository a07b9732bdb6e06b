import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { NewAuditEntry } from '../../src/ports/ingest-store.ts';
import type { OperatorInbox } from '../../src/ports/operator-inbox.ts';
import { keep } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import type { AuditWorld } from './audit-contract.ts';
import type { TestRunner } from './test-runner.ts';

/** A world in which an operator sees everything. */
export interface OperatorWorld extends AuditWorld {
  operatorInbox: OperatorInbox;
}

/** Tests what every {@link OperatorInbox} promises. */
export function describeOperatorInbox(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: () => Promise<OperatorWorld>,
): void {
  describe(`the inbox of the operator on ${name}`, () => {
    const all = { organizationId: null, limit: 1000 };
    let world: OperatorWorld;

    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(() => world.close());

    test('has deliveries of every organization and of none, newest first', async () => {
      const acme = world.organization();
      const [dead, unrouted, applied] = [
        cameAt(1, 'dead', acme),
        cameAt(2, 'unrouted'),
        cameAt(3, 'applied', acme),
      ];
      await keep(world.ingest, acme, {}, [dead, applied]);
      await keep(world.ingest, acme, {}, [unrouted]);
      const own = new Set([dead.id, unrouted.id, applied.id]);
      const idsOf = async (statuses: DeliveryStatus[]) =>
        (await world.operatorInbox.list({ ...all, statuses }))
          .map(({ id }) => id)
          .filter((id) => own.has(id));

      expect(await idsOf(['dead', 'unrouted'])).toEqual([unrouted.id, dead.id]);
      expect(await idsOf(['applied', 'dead', 'unrouted'])).toEqual([
        applied.id,
        unrouted.id,
        dead.id,
      ]);
      const ofAcme = { statuses: ['dead', 'unrouted'] as const, organizationId: acme };
      expect(await world.operatorInbox.list({ ...ofAcme, limit: 9 })).toMatchObject([
        { id: dead.id, organizationId: acme, status: 'dead' },
      ]);
      expect(
        await world.operatorInbox.list({ ...all, statuses: ['dead', 'unrouted'], limit: 1 }),
      ).toHaveLength(1);
    });

    test('shows each with its bytes, and nothing for an id that nobody stored', async () => {
      const acme = world.organization();
      const unrouted = cameAt(1, 'unrouted');
      await keep(world.ingest, acme, {}, [unrouted]);

      const file = await world.operatorInbox.get(unrouted.id);

      expect(file).toMatchObject({
        delivery: { id: unrouted.id, organizationId: null, status: 'unrouted' },
        headers: unrouted.delivery.headers,
        failedAttempts: [],
      });
      expect(file?.rawBody).toEqual(unrouted.delivery.rawBody);
      for (const id of [crypto.randomUUID(), '', "' or ''='", '\u0000']) {
        expect(await world.operatorInbox.get(id)).toBeNull();
      }
    });

    test('assigns an unrouted one once, due at once, and the audit says who did it', async () => {
      const [acme, globex] = [world.organization(), world.organization()];
      const unrouted = cameAt(1, 'unrouted');
      await keep(world.ingest, acme, {}, [unrouted]);
      const now = new Date('2026-01-05T09:00:00.000Z');
      const [entry, other] = [acme, globex].map((owner) => anEntry(unrouted.id, owner));

      const assigned = await world.operatorInbox.assign(unrouted.id, now, entry as NewAuditEntry);
      const again = await world.operatorInbox.assign(unrouted.id, now, other as NewAuditEntry);

      expect([assigned, again]).toEqual([true, false]);
      expect(await world.deliveries.get(acme, unrouted.id)).toMatchObject({
        delivery: { status: 'due', nextAttemptAt: now, organizationId: acme },
      });
      const page = { limit: 10, cursor: null };
      const { organizationId: _owner, ...written } = entry as NewAuditEntry;
      expect((await world.audit.list(acme, page)).items).toEqual([written]);
      expect((await world.audit.list(globex, page)).items).toEqual([]);
    });

    test('puts an unrouted one aside, and no other', async () => {
      const acme = world.organization();
      const [unrouted, dead] = [cameAt(1, 'unrouted'), cameAt(2, 'dead', acme)];
      await keep(world.ingest, acme, {}, [dead]);
      await keep(world.ingest, acme, {}, [unrouted]);

      const outcomes = [
        await world.operatorInbox.dismissUnrouted(unrouted.id),
        await world.operatorInbox.dismissUnrouted(unrouted.id),
        await world.operatorInbox.dismissUnrouted(dead.id),
        await world.operatorInbox.dismissUnrouted('x'),
        await world.operatorInbox.assign(unrouted.id, new Date(), anEntry(unrouted.id, acme)),
        await world.operatorInbox.assign(dead.id, new Date(), anEntry(dead.id, acme)),
      ];

      expect(outcomes).toEqual([true, false, false, false, false, false]);
      const statuses = await Promise.all(
        [unrouted, dead].map(
          async ({ id }) => (await world.operatorInbox.get(id))?.delivery.status,
        ),
      );
      expect(statuses).toEqual(['dismissed', 'dead']);
    });

    function cameAt(
      minute: number,
      status: DeliveryStatus,
      organizationId: ReturnType<OperatorWorld['organization']> | null = null,
    ) {
      const receivedAt = new Date(Date.UTC(2091, 0, 1, 0, minute));
      return aNewDelivery({ delivery: aDelivery({ receivedAt }), status, organizationId });
    }

    function anEntry(
      subject: string,
      organizationId: NewAuditEntry['organizationId'],
    ): NewAuditEntry {
      return {
        id: crypto.randomUUID(),
        organizationId,
        at: new Date('2026-01-05T09:00:00.000Z'),
        actor: 'operator',
        action: 'delivery.assigned',
        subject,
        reason: 'it is theirs',
      };
    }
  });
}
