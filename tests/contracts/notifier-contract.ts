import { setTimeout } from 'node:timers/promises';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { Audience, LiveEvent, RealtimeEvent } from '../../src/ports/notifier.ts';
import { aNewDelivery } from '../support/a-delivery.ts';
import { asStored } from '../support/a-stored-delivery.ts';
import type { ListeningClient, MakeNotifierWorld, NotifierWorld } from './notifier-world.ts';
import type { TestRunner } from './test-runner.ts';

const [acme, globex] = [organizationId('acme'), organizationId('globex')];
const occurredAt = new Date('2026-01-02T09:00:00.000Z');

/** Tests what every {@link Notifier} promises that reaches real clients. */
export function describeNotifier(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeNotifierWorld,
): void {
  describe(`the notifier on ${name}`, () => {
    let world: NotifierWorld;

    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(() => world.close());

    test('knows an organization while it has listeners, and once', async () => {
      const clients = [await world.join(acme, 'member'), await world.join(acme, 'admin')];
      const other = await world.join(globex, 'member');

      expect(world.notifier.organizations().toSorted()).toEqual([acme, globex]);
      for (const client of clients) await client.leave();
      expect(world.notifier.organizations()).toEqual([globex]);
      await other.leave();
      expect(world.notifier.organizations()).toEqual([]);
    });

    test('sends every listener of an organization its events, in order', async () => {
      const clients = [await world.join(acme, 'member'), await world.join(acme, 'admin')];

      for (const seq of [1, 2, 3]) world.notifier.broadcast(event(seq));

      for (const client of clients) {
        const received = [await soon(client), await soon(client), await soon(client)];
        expect(received).toEqual([1, 2, 3].map((seq) => ({ type: 'prospect.updated', seq })));
      }
    });

    test('sends nobody the events of another organization', async () => {
      const client = await world.join(acme, 'admin');
      await world.join(globex, 'admin');

      world.notifier.broadcast({ ...event(7), organizationId: globex });
      world.notifier.notify({ ...word('members'), organizationId: globex });
      world.notifier.notify({ ...word('admins'), organizationId: globex });
      world.notifier.resync(globex, { seq: 9, epoch: 'e' });
      world.notifier.broadcast(event(1));

      expect(await soon(client)).toEqual({ type: 'prospect.updated', seq: 1 });
    });

    test('notifies every listener of an organization to load again', async () => {
      const clients = [await world.join(acme, 'member'), await world.join(acme, 'admin')];

      world.notifier.resync(acme, { seq: 9, epoch: 'e' });

      for (const client of clients) {
        expect(await soon(client)).toEqual({ type: 'resync_required', seq: 9 });
      }
    });

    test('sends a live event for administrators to them only, and one for members to all', async () => {
      const [member, admin] = [await world.join(acme, 'member'), await world.join(acme, 'admin')];

      world.notifier.notify(word('admins'));
      world.notifier.notify(word('members'));
      world.notifier.broadcast(event(1));

      const last = { type: 'prospect.updated', seq: 1 };
      const live = { type: 'delivery.received', seq: null };
      expect([await soon(member), await soon(member)]).toEqual([live, last]);
      expect([await soon(admin), await soon(admin), await soon(admin)]).toEqual([live, live, last]);
    });

    test('knows whom a word would reach', async () => {
      const hearing = () =>
        (['members', 'admins'] as const).map((audience) => world.notifier.hears(acme, audience));
      expect(hearing()).toEqual([false, false]);

      await world.join(acme, 'member');
      expect(hearing()).toEqual([true, false]);
      const admin = await world.join(acme, 'admin');
      expect(hearing()).toEqual([true, true]);
      await admin.leave();
      expect(hearing()).toEqual([true, false]);
      expect(world.notifier.hears(globex, 'members')).toBe(false);
    });

    test('notifies the listeners of disabled organizations, disconnects them, and no others', async () => {
      const shutOut = [await world.join(acme, 'member'), await world.join(acme, 'admin')];
      const other = await world.join(globex, 'member');

      world.notifier.dropDisabled(new Set([acme, organizationId('nobody')]));

      for (const client of shutOut) {
        expect(await soon(client)).toEqual({ type: 'org_disabled', seq: null });
        await client.letGo();
      }
      expect(world.notifier.organizations()).toEqual([globex]);
      world.notifier.broadcast({ ...event(1), organizationId: globex });
      expect(await soon(other)).toEqual({ type: 'prospect.updated', seq: 1 });
    });

    test('leaves alone who takes what it is sent, and is silent where nobody listens', async () => {
      const client = await world.join(acme, 'member');

      world.notifier.broadcast({ ...event(1), organizationId: globex });
      world.notifier.resync(globex, { seq: 1, epoch: 'e' });
      world.notifier.notify({ ...word('members'), organizationId: globex });
      world.notifier.dropSlowListeners();
      world.notifier.dropDisabled(new Set([globex]));
      world.notifier.broadcast(event(2));

      expect(await soon(client)).toEqual({ type: 'prospect.updated', seq: 2 });
    });
  });
}

function event(seq: number): RealtimeEvent {
  const type = 'prospect.updated';
  const subjectId = crypto.randomUUID();
  return { seq, epoch: 'e', type, organizationId: acme, occurredAt, subjectId, subject: null };
}

function word(audience: Audience): LiveEvent {
  const delivery = asStored(aNewDelivery({ organizationId: acme }));
  return { type: 'delivery.received', organizationId: acme, audience, occurredAt, delivery };
}

function soon(client: ListeningClient): Promise<unknown> {
  return Promise.race([client.next(), setTimeout(5_000, 'nothing', { ref: false })]);
}
