import { describe, expect, test } from '@jest/globals';
import { MemoryLiveChannel } from '../../../adapters/memory/memory-live-channel.ts';
import { MemorySyncStore } from '../../../adapters/memory/memory-sync-store.ts';
import { RecordingLogger } from '../../../adapters/memory/recording-logger.ts';
import { RecordingNotifier } from '../../../adapters/memory/recording-notifier.ts';
import { turnOfTheLoop } from '../../../adapters/node/turn-of-the-loop.ts';
import { StoreUnavailable } from '../../../src/domain/errors.ts';
import type { LiveMessage } from '../../../src/ports/live-channel.ts';
import { RelayLiveMessages } from '../../../src/use-cases/realtime/relay-live-messages.ts';
import { aBooking } from '../../support/a-booking.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { aReceiver } from '../../support/a-receiver.ts';
import { aSync } from '../../support/a-sync.ts';
import { anIncoming, anIncomingWithout } from '../../support/an-incoming.ts';

describe('a live message', () => {
  test('is sent with its subject as it is now', async () => {
    const relay = await aLiveRelay();
    await relay.advance(40);

    relay.say();
    await relay.settled();

    expect(relay.notifier.words).toEqual([
      {
        organizationId: relay.acme,
        audience: 'members',
        occurredAt: relay.world.now,
        type: 'sync.progress',
        sync: relay.sync,
      },
    ]);
    expect(relay.sync.percent).toBe(40);
  });

  test('of a delivery is for administrators', async () => {
    const relay = await aLiveRelay();
    const { acme, world } = relay;
    await aReceiver(world).receive.execute([anIncoming(acme, aBooking({ of: 'ada' }))]);
    const { items } = await world.deliveries.list(acme, { status: null, limit: 1, cursor: null });

    relay.say({
      type: 'delivery.received',
      audience: 'admins',
      subjectId: items[0]?.id ?? '',
    });
    await relay.settled();

    expect(relay.notifier.words).toMatchObject([
      { type: 'delivery.received', audience: 'admins', delivery: items[0] },
    ]);
  });

  test('of a delivery that this process stored is sent as it was committed, without a read', async () => {
    const relay = await aLiveRelay();
    const { acme, world } = relay;
    const { receive, messages } = aReceiver(world);
    await receive.execute([
      anIncoming(acme, aBooking({ of: 'ada' })),
      anIncomingWithout({ kind: 'unusable', event: 'invitee.created', reason: 'no_email' }, acme),
    ]);
    const { items } = await world.deliveries.list(acme, { status: null, limit: 9, cursor: null });

    for (const message of messages) relay.say(message);

    const sent = relay.notifier.words.map((word) => 'delivery' in word && word.delivery);
    expect(sent).toHaveLength(2);
    expect(sent).toEqual(expect.arrayContaining(items));
    expect(relay.readings).toEqual([]);
  });

  test('of deliveries that other processes stored are read together, a hundred at a time', async () => {
    const relay = await aLiveRelay();
    const { acme, world } = relay;
    const batch = Array.from({ length: 250 }, (_, n) =>
      anIncoming(acme, aBooking({ of: `p${n}` })),
    );
    await aReceiver(world).receive.execute(batch);
    const { items } = await world.deliveries.list(acme, { status: null, limit: 250, cursor: null });
    const ids = items.map(({ id }) => id);

    for (const subjectId of [...ids, ...ids, crypto.randomUUID()]) {
      relay.say({ type: 'delivery.received', audience: 'admins', subjectId });
    }
    await relay.settled();

    const sent = relay.notifier.words.map((word) => ('delivery' in word ? word.delivery.id : ''));
    expect(sent.toSorted()).toEqual([...ids, ids[0] ?? ''].toSorted());
    expect(relay.readings).toEqual([1, 100, 100, 51]);
  });

  test('beyond a thousand waiting deliveries is dropped: nobody can look at so many', async () => {
    const relay = await aLiveRelay();
    const { acme } = relay;

    for (let count = 0; count < 3000; count += 1) {
      const subjectId = crypto.randomUUID();
      relay.say({ type: 'delivery.received', audience: 'admins', subjectId });
    }
    await relay.settled();

    expect(relay.readings.reduce((sum, size) => sum + size, 0)).toBe(1001);
    await aReceiver(relay.world).receive.execute([anIncoming(acme, aBooking({ of: 'ada' }))]);
    const page = await relay.world.deliveries.list(acme, { status: null, limit: 1, cursor: null });
    relay.say({
      type: 'delivery.received',
      audience: 'admins',
      subjectId: page.items[0]?.id ?? '',
    });
    await relay.settled();
    expect(relay.notifier.words).toHaveLength(1);
  });

  test('that comes while its subject is read is not lost, and a hundred cost no hundred reads', async () => {
    const relay = await aLiveRelay();
    const goOn = relay.hold();
    relay.say();
    await relay.settled();

    await relay.advance(99);
    for (let word = 0; word < 100; word += 1) relay.say();
    goOn();
    await relay.settled();

    const percents = relay.notifier.words.map((word) => 'sync' in word && word.sync.percent);
    expect(percents).toEqual([0, 99]);
  });

  test('that nobody here listens to costs no read', async () => {
    const relay = await aLiveRelay();
    relay.away = true;

    relay.say({ organizationId: relay.world.organization() });
    await relay.settled();

    expect(relay.notifier.words).toEqual([]);
    expect(relay.logger.lines).toEqual([]);
  });

  test.each(['sync.progress', 'delivery.received'] as const)(
    '%s of what is gone, or another organization’s, is sent to nobody',
    async (type) => {
      const relay = await aLiveRelay();

      relay.say({ type, subjectId: crypto.randomUUID() });
      relay.say({ type, organizationId: relay.globex });
      await relay.settled();

      expect(relay.notifier.words).toEqual([]);
    },
  );

  test('is lost while the store is away, and the next one is not', async () => {
    const relay = await aLiveRelay();
    relay.away = true;
    relay.say();
    await relay.settled();
    relay.away = false;

    relay.say();
    await relay.settled();

    expect(relay.notifier.words).toHaveLength(1);
    expect(relay.logger.messages('warn')).toEqual([
      'A live message was lost: its subject could not be read',
    ]);
  });
});

/** Listeners of two organizations, one of which has a back-fill. */
async function aLiveRelay() {
  const world = aMemoryWorld();
  const [acme, globex] = [world.organization(), world.organization()];
  const syncs = new MemorySyncStore();
  const channel = new MemoryLiveChannel();
  const notifier = new RecordingNotifier([acme, globex]);
  const logger = new RecordingLogger();
  const holder = 'somebody';
  await syncs.start(aSync(acme));
  const claimed = await syncs.claim(holder, world.now, new Date(0));
  if (claimed === null) throw new RangeError('There is a back-fill.');
  let gate: Promise<void> = Promise.resolve();
  const relay = {
    world,
    acme,
    globex,
    notifier,
    logger,
    sync: claimed.sync,
    away: false,
    /** How many deliveries each reading asked for. */
    readings: [] as number[],
    advance: async (percent: number) => {
      relay.sync = { ...relay.sync, percent };
      await syncs.save(relay.sync, claimed.position, holder, world.now);
    },
    /** Reads wait at a gate, then answer with what they had read. */
    hold: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    say: (changes: Partial<LiveMessage> = {}) =>
      channel.publish({
        organizationId: acme,
        type: 'sync.progress',
        audience: 'members',
        subjectId: relay.sync.id,
        ...changes,
      }),
    settled: async () => {
      for (let turn = 0; turn < 10; turn += 1) await turnOfTheLoop();
    },
  };
  const get = syncs.get.bind(syncs);
  syncs.get = async (...of) => {
    if (relay.away) throw new StoreUnavailable('The database is away.');
    const read = await get(...of);
    await gate;
    return read;
  };
  const { clock, deliveries } = world;
  const some = deliveries.some.bind(deliveries);
  deliveries.some = (organizationId, ids) => {
    relay.readings.push(ids.length);
    return some(organizationId, ids);
  };
  const parts = { liveChannel: channel, notifier, syncs, deliveries, clock, logger };
  new RelayLiveMessages(parts).listen();
  return relay;
}
