import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable, StreamBusy } from '../../../src/domain/errors.ts';
import type { IngestStore } from '../../../src/ports/ingest-store.ts';
import { aBooking } from '../../support/a-booking.ts';
import { aCancellation } from '../../support/a-cancellation.ts';
import { changing } from '../../support/a-change.ts';
import { aNewDelivery } from '../../support/a-delivery.ts';
import { aMemoryWorld, type MemoryWorld } from '../../support/a-memory-world.ts';
import { aReceiver } from '../../support/a-receiver.ts';
import { aFailingStore } from '../../support/a-retry.ts';
import { anIncoming, anIncomingWithout } from '../../support/an-incoming.ts';
import { theFileOf } from '../../support/the-file-of.ts';

const longAgo = { from: new Date(0), to: new Date(1000) };

describe('a delivery', () => {
  test('of a booking is applied before its receipt', async () => {
    const world = aMemoryWorld();
    const { receive, logger } = aReceiver(world);
    const acme = world.organization();
    const incoming = anIncoming(acme, aBooking({ of: 'ada' }));

    const receipts = await receive.execute([incoming]);

    expect(receipts).toEqual(['accepted']);
    expect(world.database.delivery(incoming.delivery)).toMatchObject({
      status: 'applied',
      organizationId: acme,
      event: 'invitee.created',
      attempts: 1,
      appliedAt: world.now,
    });
    expect(await emailsIn(world, acme)).toEqual(['ada@example.com']);
    expect((await world.log.read(acme, 0, 10)).entries.map(({ type }) => type)).toEqual([
      'prospect.created',
      'scheduled_event.created',
      'note.added',
    ]);
    expect(logger.messages('info')).toEqual([
      'Processed Calendly webhook event successfully',
      'Created new prospect from Calendly event with note',
    ]);
  });

  test('is told of to the administrators of its organization, applied or not, each once', async () => {
    const world = aMemoryWorld();
    const { receive, messages } = aReceiver(world);
    const [acme, globex] = [world.organization(), world.organization()];
    const batch = [
      anIncoming(acme, aBooking({ of: 'ada' })),
      anIncoming(globex, aBooking({ of: 'grace' })),
      anIncomingWithout({ kind: 'unusable', event: null, reason: 'schema' }, acme),
      anIncoming(null, aBooking({ of: 'nobody' })),
    ];

    await receive.execute(batch);
    await receive.execute(batch.slice(0, 1));

    const [ada, grace, unusable] = batch.map(({ delivery }) => world.database.delivery(delivery));
    expect(messages).toEqual(
      [
        [acme, ada],
        [globex, grace],
        [acme, unusable],
      ].map(([organizationId, kept]) => ({
        organizationId,
        type: 'delivery.received',
        audience: 'admins',
        subjectId: (kept as { id: string }).id,
        delivery: expect.objectContaining({
          id: (kept as { id: string }).id,
          organizationId,
          duplicates: 0,
        }),
      })),
    );
  });

  test('is kept with how it stands, how often it was tried, and what failed', async () => {
    const world = aMemoryWorld();
    const { receive, logger } = aReceiver(world);
    const acme = world.organization();
    const at = world.now;
    const batch = [
      anIncoming(acme, aBooking({ of: 'ada' })),
      anIncoming(acme, aBooking({ of: 'late' }), { timelyBetween: longAgo }),
      anIncomingWithout({ kind: 'unusable', event: null, reason: 'schema' }, acme),
      anIncomingWithout({ kind: 'ignored', event: 'user.updated', userUris: [] }, acme),
      anIncoming(null, aBooking({ of: 'nobody' })),
    ];

    const receipts = await receive.execute(batch);

    const kept = batch.map(({ delivery }) => world.database.delivery(delivery));
    const waits = { appliedAt: null, nextAttemptAt: null, failedAttempts: [], duplicates: 0 };
    const rows = [
      { ...waits, status: 'applied', reason: null, attempts: 1, appliedAt: at },
      { ...waits, status: 'quarantined', reason: 'signed_too_long_ago', attempts: 0 },
      {
        ...waits,
        status: 'dead',
        reason: 'schema',
        attempts: 1,
        failedAttempts: [{ at, reason: 'schema' }],
      },
      { ...waits, status: 'ignored', reason: null, attempts: 0 },
      { ...waits, status: 'unrouted', reason: null, attempts: 0 },
    ];
    expect(receipts).toEqual(['accepted', 'quarantined', 'stored', 'ignored', 'unrouted']);
    expect(kept).toMatchObject(rows);
    expect(logger.lines.filter(({ level }) => level === 'warn')).toStrictEqual(
      [1, 2, 4].map((place) => ({
        level: 'warn',
        message: 'A delivery was kept and not applied',
        fields: {
          deliveryId: kept[place]?.id,
          status: kept[place]?.status,
          reason: kept[place]?.reason,
        },
      })),
    );
  });

  test('that was signed too long ago is applied when a timely copy comes, in its own batch or later', async () => {
    const world = aMemoryWorld();
    const { receive } = aReceiver(world);
    const acme = world.organization();
    const [ada, grace] = ['ada', 'grace'].map((of) => aBooking({ of }));
    const old = { timelyBetween: longAgo };

    const receipts = [
      ...(await receive.execute([anIncoming(acme, ada!, old), anIncoming(acme, ada!)])),
      ...(await receive.execute([anIncoming(acme, grace!, old)])),
      ...(await receive.execute([anIncoming(acme, grace!), anIncoming(acme, grace!, old)])),
    ];

    expect(receipts).toEqual(['quarantined', 'accepted', 'quarantined', 'accepted', 'duplicate']);
    const kept = [ada, grace].map((fact) =>
      world.database.delivery(anIncoming(acme, fact!).delivery),
    );
    const applied = { status: 'applied', reason: null, attempts: 1, appliedAt: world.now };
    expect(kept).toMatchObject([
      { ...applied, duplicates: 1 },
      { ...applied, duplicates: 2 },
    ]);
  });

  test.each([
    ['that may be tried again', new StreamBusy('held'), 'stream_busy', 'due'],
    ['that may not', new TypeError('A slip.'), 'internal_error', 'dead'],
  ])('that fails for something %s says so in the log', async (_, failure, reason, status) => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const failing = aFailingStore(world, failure, (of) => of.organizations.has(acme));
    const { receive, logger } = aReceiver({ ingest: failing, clock: world.clock });

    await receive.execute([anIncoming(acme, aBooking({ of: 'ada' }))]);

    const lines = logger.lines.filter(({ level }) => level === 'error');
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'A delivery could not be applied; it was kept',
        fields: { deliveries: 1, reason, status, error: expect.stringContaining(failure.message) },
      },
    ]);
  });

  test('that cannot be applied and is kept is told of too', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const busy = aFailingStore(world, new StreamBusy('held'), (of) => of.organizations.has(acme));
    const { receive, messages } = aReceiver({ ingest: busy, clock: world.clock });
    const incoming = anIncoming(acme, aBooking({ of: 'ada' }));

    await receive.execute([incoming]);

    const kept = world.database.delivery(incoming.delivery);
    expect(kept).toMatchObject({ status: 'due', reason: 'stream_busy', attempts: 1 });
    expect(messages).toMatchObject([{ type: 'delivery.received', subjectId: kept?.id }]);
  });

  test('that came before is a duplicate, in its own batch too', async () => {
    const world = aMemoryWorld();
    const { receive } = aReceiver(world);
    const acme = world.organization();
    const incoming = anIncoming(acme, aBooking({ of: 'ada' }));

    const receipts = [
      ...(await receive.execute([incoming, incoming])),
      ...(await receive.execute([incoming])),
    ];

    expect(receipts).toEqual(['accepted', 'duplicate', 'duplicate']);
    expect(world.database.delivery(incoming.delivery)).toMatchObject({
      status: 'applied',
      duplicates: 2,
    });
    expect((await world.log.heads([acme])).get(acme)?.seq).toBe(3);
  });

  test('builds on those before it in the batch', async () => {
    const world = aMemoryWorld();
    const { receive } = aReceiver(world);
    const acme = world.organization();

    const receipts = await receive.execute([
      anIncoming(acme, aBooking({ of: 'ada' })),
      anIncoming(acme, aCancellation({ of: 'ada' })),
    ]);

    expect(receipts).toEqual(['accepted', 'accepted']);
    const [prospect] = (
      await world.prospects.list(acme, { search: null, filter: null, limit: 10, cursor: null })
    ).items;
    const file = await theFileOf(world.prospects, acme, prospect?.id ?? '');
    expect(file?.scheduledEvents).toHaveLength(1);
    expect(file?.notes.map(({ kind }) => kind)).toEqual(['canceled', 'booked']);
  });

  test('that cannot be used is kept without being applied', async () => {
    const world = aMemoryWorld();
    const { receive, logger } = aReceiver(world);
    const ignored = anIncomingWithout({ kind: 'ignored', event: 'x.y', userUris: [] });
    const unusable = anIncomingWithout({ kind: 'unusable', event: null, reason: 'bad_json' });
    const nobodys = anIncoming(null, aBooking({ of: 'ada' }));

    const receipts = await receive.execute([ignored, unusable, nobodys]);

    expect(receipts).toEqual(['ignored', 'stored', 'unrouted']);
    const kept = [ignored, unusable, nobodys].map(({ delivery }) =>
      world.database.delivery(delivery),
    );
    expect(kept).toMatchObject([
      { status: 'ignored', reason: null },
      { status: 'dead', reason: 'bad_json' },
      { status: 'unrouted', reason: null },
    ]);
    expect(logger.messages('warn')).toEqual([
      'A delivery was kept and not applied',
      'A delivery was kept and not applied',
    ]);
  });

  test('signed too long ago is quarantined, until a copy comes in time', async () => {
    const world = aMemoryWorld();
    const { receive } = aReceiver(world);
    const acme = world.organization();
    const late = anIncoming(acme, aBooking({ of: 'ada' }), { timelyBetween: longAgo });
    const inTime = anIncoming(acme, aBooking({ of: 'ada' }));

    const first = await receive.execute([late]);
    const emailsBefore = await emailsIn(world, acme);
    const again = await receive.execute([late]);
    const then = await receive.execute([inTime, inTime]);

    expect([...first, ...again, ...then]).toEqual([
      'quarantined',
      'duplicate',
      'accepted',
      'duplicate',
    ]);
    expect(emailsBefore).toEqual([]);
    expect(await emailsIn(world, acme)).toEqual(['ada@example.com']);
    expect(world.database.delivery(late.delivery)?.status).toBe('applied');
  });

  test.each([
    ['too long ago by the clock of the store alone is applied', longAgo.from, 0, 'accepted'],
    ['too long ago by our clock alone is applied', new Date(), longAgo.from, 'accepted'],
    ['at another time than both clocks have is quarantined', new Date(), 5000, 'quarantined'],
  ])('signed %s', async (_, storeTime, receivedAt, receipt) => {
    const world = aMemoryWorld();
    const { receive } = aReceiver({ ...world, ingest: atStoreTime(world.ingest, storeTime) });
    const incoming = anIncoming(world.organization(), aBooking({ of: 'ada' }), {
      timelyBetween: longAgo,
      receivedAt: new Date(receivedAt),
    });

    expect(await receive.execute([incoming])).toEqual([receipt]);
  });

  test('signed too long ago is applied when its timely copy is in the same batch', async () => {
    const world = aMemoryWorld();
    const { receive } = aReceiver(world);
    const acme = world.organization();
    const late = anIncoming(acme, aBooking({ of: 'ada' }), { timelyBetween: longAgo });
    const inTime = anIncoming(acme, aBooking({ of: 'ada' }));

    const receipts = await receive.execute([late, inTime, late]);

    expect(receipts).toEqual(['quarantined', 'accepted', 'duplicate']);
    expect(await emailsIn(world, acme)).toEqual(['ada@example.com']);
    expect(world.database.delivery(late.delivery)).toMatchObject({
      status: 'applied',
      reason: null,
      duplicates: 2,
      appliedAt: world.now,
    });
  });

  test('that somebody else stores meanwhile is a duplicate', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const incoming = anIncoming(acme, aBooking({ of: 'ada' }));
    const raced: IngestStore = {
      load: async (touched) => {
        const unit = await world.ingest.load(touched);
        if (world.database.delivery(incoming.delivery) === undefined) {
          await using other = await world.ingest.load({ deliveries: [], organizations: new Map() });
          const stored = aNewDelivery({ delivery: incoming.delivery });
          await other.commit(changing([], { deliveries: [stored] }));
        }
        return unit;
      },
    };
    const { receive } = aReceiver({ ...world, ingest: raced });

    const receipts = await receive.execute([incoming]);

    expect(receipts).toEqual(['duplicate']);
    expect(await emailsIn(world, acme)).toEqual([]);
  });
});

describe('a batch', () => {
  test('with a delivery that cannot be applied costs its neighbours nothing', async () => {
    const world = aMemoryWorld();
    const { receive, logger } = aReceiver(world);
    const acme = world.organization();
    const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const batch = people.map((of) => anIncoming(acme, aBooking({ of })));
    const poison = anIncoming(acme, aBooking({ of: 'poison', start: 'never' }));

    const receipts = await receive.execute(batch.toSpliced(3, 0, poison));

    const accepted = people.map(() => 'accepted');
    expect(receipts).toEqual(accepted.toSpliced(3, 0, 'stored'));
    expect((await emailsIn(world, acme)).toSorted()).toEqual(
      people.map((of) => `${of}@example.com`),
    );
    expect(world.database.delivery(poison.delivery)).toMatchObject({
      status: 'dead',
      reason: 'internal_error',
      nextAttemptAt: null,
    });
    expect(logger.messages('error')).toHaveLength(1);
  });

  test('with a busy organization goes on for the others, and keeps its own for later', async () => {
    const world = aMemoryWorld();
    const [acme, busy] = [world.organization(), world.organization()];
    const ingest: IngestStore = {
      load: async (touched) => {
        if (touched.organizations.has(busy)) throw new StreamBusy('held');
        return world.ingest.load(touched);
      },
    };
    const { receive } = aReceiver({ ...world, ingest });
    const stuck = anIncoming(busy, aBooking({ of: 'grace' }));

    const receipts = await receive.execute([
      stuck,
      anIncoming(acme, aBooking({ of: 'ada' })),
      anIncoming(busy, aBooking({ of: 'joan' })),
    ]);

    expect(receipts).toEqual(['stored', 'accepted', 'stored']);
    expect(await emailsIn(world, acme)).toEqual(['ada@example.com']);
    expect(world.database.delivery(stuck.delivery)).toMatchObject({
      status: 'due',
      reason: 'stream_busy',
      attempts: 1,
      nextAttemptAt: new Date(world.now.getTime() + 5_000),
    });
  });

  test('waits once more for an organization that is busy, however many others share the batch', async () => {
    const world = aMemoryWorld();
    const busy = world.organization();
    let waits = 0;
    const ingest: IngestStore = {
      load: async (touched) => {
        if (!touched.organizations.has(busy)) return world.ingest.load(touched);
        waits += 1;
        throw new StreamBusy('held');
      },
    };
    const { receive } = aReceiver({ ...world, ingest });
    const others = Array.from({ length: 31 }, (_, i) =>
      anIncoming(world.organization(), aBooking({ of: `ada-${i}` })),
    );

    const receipts = await receive.execute([
      ...others,
      anIncoming(busy, aBooking({ of: 'grace' })),
    ]);

    expect(receipts).toEqual([...others.map(() => 'accepted'), 'stored']);
    expect(waits).toBe(2);
  });

  test('is refused as a whole while the store is away', async () => {
    const world = aMemoryWorld();
    const ingest: IngestStore = { load: () => Promise.reject(new StoreUnavailable('away')) };
    const { receive } = aReceiver({ ...world, ingest });
    const incoming = anIncoming(world.organization(), aBooking({ of: 'ada' }));

    await expect(receive.execute([incoming])).rejects.toBeInstanceOf(StoreUnavailable);

    expect(world.database.delivery(incoming.delivery)).toBeUndefined();
  });

  test('of several organizations keeps each to its own', async () => {
    const world = aMemoryWorld();
    const { receive } = aReceiver(world);
    const [acme, globex] = [world.organization(), world.organization()];

    await receive.execute([
      anIncoming(acme, aBooking({ of: 'ada' })),
      anIncoming(globex, aBooking({ of: 'grace' })),
    ]);

    expect(await emailsIn(world, acme)).toEqual(['ada@example.com']);
    expect(await emailsIn(world, globex)).toEqual(['grace@example.com']);
  });
});

async function emailsIn(
  { prospects }: MemoryWorld,
  organizationId: ReturnType<MemoryWorld['organization']>,
): Promise<string[]> {
  const { items } = await prospects.list(organizationId, {
    search: null,
    filter: null,
    limit: 100,
    cursor: null,
  });
  return items.map(({ email }) => email);
}

/** A store with a clock of its own, which stands at `now`. */
function atStoreTime(store: IngestStore, storeTime: Date): IngestStore {
  return { load: async (touched) => Object.assign(await store.load(touched), { storeTime }) };
}
