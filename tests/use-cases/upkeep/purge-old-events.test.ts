import { describe, expect, test } from '@jest/globals';
import { StreamBusy } from '../../../src/domain/errors.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { RetentionStore } from '../../../src/ports/retention-store.ts';
import { aBooking } from '../../support/a-booking.ts';
import { aCancellation } from '../../support/a-cancellation.ts';
import { keep, loaded, touching } from '../../support/a-change.ts';
import { aMemoryWorld, type MemoryWorld } from '../../support/a-memory-world.ts';
import { aPurge, days, endedDaysBefore, keepEnded, left } from '../../support/a-purge.ts';
import { aReceiver } from '../../support/a-receiver.ts';
import { anEntry } from '../../support/a-store-row.ts';
import { anIncoming } from '../../support/an-incoming.ts';
import { theFileOf } from '../../support/the-file-of.ts';

const day = 86_400;
const always = async () => true;

describe('a purge', () => {
  test('removes what is older than its time, and not what is a moment younger', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const moment = 1 / 86_400_000;
    const events = await keepEnded(world, acme, 91, 90 + moment, 90, 89, 0, -1);

    const isDone = await aPurge(world).purge.execute(world.clock.now(), always);

    expect(isDone).toBe(true);
    expect(await left(world, acme, events)).toEqual(events.slice(2));
  });

  test('a day later removes what became too old by then, a day earlier nothing', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const [older, younger] = await keepEnded(world, acme, 89.5, 88.5);
    const { purge } = aPurge(world);

    world.clock.advance(-day);
    await purge.execute(world.clock.now(), always);
    const aDayBefore = await left(world, acme, [older!, younger!]);
    world.clock.advance(2 * day);
    await purge.execute(world.clock.now(), always);

    expect(aDayBefore).toEqual([older, younger]);
    expect(await left(world, acme, [older!, younger!])).toEqual([younger]);
  });

  test('twice removes, and announces, nothing more', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    await keepEnded(world, acme, 100, 50);
    const { purge } = aPurge(world);

    await purge.execute(world.clock.now(), always);
    const before = await announced(world, acme);
    await purge.execute(world.clock.now(), always);

    expect(before).toEqual(['scheduled_event.removed']);
    expect(await announced(world, acme)).toEqual(before);
  });

  test('of two processes at once removes and announces each thing once', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const events = await keepEnded(world, acme, ...Array.from({ length: 25 }, (_, i) => 91 + i));

    await Promise.all(
      [aPurge(world, { batchSize: 3 }), aPurge(world, { batchSize: 4 })].map(({ purge }) =>
        purge.execute(world.clock.now(), always),
      ),
    );

    expect(await left(world, acme, events)).toEqual([]);
    const { entries } = await world.log.read(acme, 0, 100);
    expect(entries.map(({ subjectId }) => subjectId).toSorted()).toEqual(
      events.map(({ id }) => id).toSorted(),
    );
  });

  test('that is stopped half-way says so, and goes on where it was', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const events = await keepEnded(world, acme, 95, 94, 93, 92, 91);
    const { purge, logger } = aPurge(world, { batchSize: 2 });

    // Two of these statements look for bodies, and one for audit entries.
    let steps = 4;
    const stopped = await purge.execute(world.clock.now(), async () => (steps -= 1) >= 0);
    const half = await left(world, acme, events);
    const done = await purge.execute(world.clock.now(), always);

    expect([stopped, done]).toEqual([false, true]);
    expect(half).toHaveLength(3);
    expect(await left(world, acme, events)).toEqual([]);
    expect(await announced(world, acme)).toHaveLength(5);
    expect(logger.lines.map(({ fields }) => fields)).toMatchObject([
      { scheduledEvents: 2, interrupted: true },
      { scheduledEvents: 3, interrupted: false },
    ]);
  });

  test('goes through every organization, and through more than are looked up at a time', async () => {
    const world = aMemoryWorld();
    const organizations = Array.from({ length: 230 }, () => world.organization());
    for (const id of organizations) await keepEnded(world, id, 91);

    await aPurge(world).purge.execute(world.clock.now(), always);

    for (const id of organizations) {
      expect(await announced(world, id)).toEqual(['scheduled_event.removed']);
    }
  });

  test('leaves out an organization whose stream is held for too long, and says that it is not done', async () => {
    const world = aMemoryWorld();
    const [acme, globex] = [world.organization(), world.organization()];
    const [held] = await keepEnded(world, acme, 91);
    const [free] = await keepEnded(world, globex, 91);
    const { purge } = aPurge({ ...world, retention: withBusyStream(world, acme) });

    const isDone = await purge.execute(world.clock.now(), always);

    expect(isDone).toBe(false);
    expect(await left(world, acme, [held!])).toEqual([held]);
    expect(await left(world, globex, [free!])).toEqual([]);
  });

  test('clears old bodies; a body that comes again is a duplicate and makes nothing', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const { receive } = aReceiver(world);
    const incoming = anIncoming(acme, aBooking({ of: 'ada' }), { receivedAt: world.now });
    await receive.execute([incoming]);
    const { purge } = aPurge(world);

    world.clock.advance(days.deliveries * day);
    await purge.execute(world.clock.now(), always);
    const kept = await bodies(world, acme);
    world.clock.advance(1);
    await purge.execute(world.clock.now(), always);
    const cleared = await bodies(world, acme);
    world.clock.advance(100 * day);
    await purge.execute(world.clock.now(), always);
    const receipts = await receive.execute([incoming]);

    expect(kept).toEqual([incoming.delivery.rawBody]);
    expect(cleared).toEqual([null]);
    expect(receipts).toEqual(['duplicate']);
    const [prospect] = (await world.prospects.list(acme, everyone)).items;
    const file = await theFileOf(world.prospects, acme, prospect?.id ?? '');
    expect(file).toMatchObject({ scheduledEvents: [], notes: [{ kind: 'booked' }] });
  });

  test('lets what is old when it arrives apply first, without a second note', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const { receive } = aReceiver(world);
    const { purge } = aPurge(world);
    await receive.execute([anIncoming(acme, aBooking({ of: 'ada' }))]);
    world.clock.advance(100 * day);
    await purge.execute(world.clock.now(), always);

    const receipts = await receive.execute([
      anIncoming(acme, aBooking({ of: 'ada' }), { digest: 'ab'.repeat(32) }),
      anIncoming(acme, aCancellation({ of: 'ada' })),
    ]);
    const again = await theFile(world, acme);
    await purge.execute(world.clock.now(), always);

    expect(receipts).toEqual(['accepted', 'accepted']);
    expect(again?.scheduledEvents).toMatchObject([{ cancellation: expect.anything() }]);
    expect(again?.notes.map(({ kind }) => kind).toSorted()).toEqual(['booked', 'canceled']);
    expect(await theFile(world, acme)).toMatchObject({ scheduledEvents: [], notes: again?.notes });
  });

  test('shortens the log, so that who was away for longer has to start afresh', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    await keep(world.ingest, acme, { entries: [anEntry('a'), anEntry('b')] });
    world.clock.advance((days.logEntries + 3) * day);
    await keep(world.ingest, acme, { entries: [anEntry('c', { occurredAt: world.clock.now() })] });

    await aPurge(world).purge.execute(world.clock.now(), always);

    const page = await world.log.read(acme, 0, 10);
    expect(page).toMatchObject({ seq: 3, purgedThrough: 2, entries: [{ seq: 3, subjectId: 'c' }] });
  });

  test('rests between batches, and nowhere else', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    await keepEnded(world, acme, 95, 94, 93, 92, 91);
    let rests = 0;
    const rest = async () => {
      rests += 1;
    };

    await aPurge(world, { batchSize: 2, rest }).purge.execute(world.clock.now(), always);

    expect(rests).toBe(2);
  });

  test('holds nobody up between its batches', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    await keepEnded(world, acme, 95, 94, 93);
    const seen: number[] = [];
    const rest = async () => {
      await keep(world.ingest, acme, { scheduledEvents: [endedDaysBefore(1, world.now)] });
      seen.push(await loaded(world.ingest, touching(acme), () => 1));
    };

    await aPurge(world, { batchSize: 1, rest }).purge.execute(world.clock.now(), always);

    expect(seen).toEqual([1, 1]);
  });
});

test('a purge comes to its end, and to the last organization, though the streams of many are held', async () => {
  const world = aMemoryWorld();
  const organizations = Array.from({ length: 201 }, () => world.organization());
  for (const id of organizations) await keepEnded(world, id, 91);
  const tried: OrganizationId[] = [];
  const retention: RetentionStore = {
    ...withBusyStream(world, organizations[0]!),
    sweep: (id) => {
      tried.push(id);
      return { next: () => Promise.reject(new StreamBusy('It was held for too long.')) };
    },
  };
  // Somebody who goes round in circles is stopped.
  const goesOn = async () => tried.length <= 300;

  const isDone = await aPurge({ ...world, retention }).purge.execute(world.clock.now(), goesOn);

  expect(isDone).toBe(false);
  expect(tried.toSorted()).toEqual(organizations.toSorted());
});

/** The world's retention, while others hold one organization's stream for too long. */
function withBusyStream({ retention }: MemoryWorld, busy: OrganizationId): RetentionStore {
  return {
    organizations: (...asked) => retention.organizations(...asked),
    sweepBodies: (before) => retention.sweepBodies(before),
    sweepUndecided: (...asked) => retention.sweepUndecided(...asked),
    sweepAudit: (...asked) => retention.sweepAudit(...asked),
    sweep: (id, before) =>
      id === busy
        ? { next: () => Promise.reject(new StreamBusy('It was held for too long.')) }
        : retention.sweep(id, before),
  };
}

const everyone = { limit: 10, cursor: null, search: null, filter: null };

async function announced({ log }: MemoryWorld, of: OrganizationId): Promise<string[]> {
  return (await log.read(of, 0, 1000)).entries.map(({ type }) => type);
}

async function bodies(world: MemoryWorld, of: OrganizationId) {
  const { items } = await world.deliveries.list(of, { status: null, limit: 100, cursor: null });
  const files = await Promise.all(items.map(({ id }) => world.deliveries.get(of, id)));
  return files.map((file) => file?.rawBody);
}

async function theFile(world: MemoryWorld, of: OrganizationId) {
  const [prospect] = (await world.prospects.list(of, everyone)).items;
  return theFileOf(world.prospects, of, prospect?.id ?? '');
}
