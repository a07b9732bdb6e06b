import { describe, expect, test } from '@jest/globals';
import { MemoryEventLog } from '../../adapters/memory/memory-event-log.ts';
import { RecordingListener } from '../../adapters/memory/recording-listener.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { RecordingNotifier } from '../../adapters/memory/recording-notifier.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { EventLog } from '../../src/ports/event-log.ts';
import { RelayEvents } from '../../src/use-cases/relay-events.ts';
import { RenderEvents } from '../../src/use-cases/render-events.ts';
import { keep } from '../support/a-change.ts';
import { aMemoryWorld, type MemoryWorld } from '../support/a-memory-world.ts';
import { anEntry, aProspect, aScheduledEventAt } from '../support/a-store-row.ts';

describe('a client that comes in', () => {
  test('without a place is live from the end of the log', async () => {
    const { world, acme, relay } = aRelay();
    await grow(world, acme, 3);
    const client = new RecordingListener();

    await relay.admit(acme, { after: null, epoch: null }, client);

    expect(client.joined).toEqual({ organizationId: acme, seq: 3, epoch: 'e1', replayed: 0 });
    expect([client.events, client.resyncs]).toEqual([[], []]);
  });

  test('gets what it missed, then is live from there', async () => {
    const { world, acme, relay } = aRelay();
    await grow(world, acme, 1200);
    const client = new RecordingListener();

    await relay.admit(acme, { after: 2, epoch: 'e1' }, client);

    expect(client.events.map(({ seq }) => seq)).toEqual(range(3, 1200));
    expect(client.joined).toMatchObject({ seq: 1200, replayed: 1198 });
    expect(client.resyncs).toEqual([]);
  });

  test('with the subjects as they are now, and null for those that are gone', async () => {
    const { world, acme, relay } = aRelay();
    const ada = aProspect({ edits: { name: 'Ada' } });
    const entries = [anEntry(ada.id), anEntry(crypto.randomUUID())];
    await keep(world.ingest, acme, { prospects: [ada], entries });
    const client = new RecordingListener();

    await relay.admit(acme, { after: 0, epoch: 'e1' }, client);

    expect(client.events).toMatchObject([
      { subject: { kind: 'prospect', prospect: { edits: { name: 'Ada' } } } },
      { subject: null },
    ]);
  });

  test.each([
    ['of another log', { after: 1, epoch: 'e0' }],
    ['of an unnamed log', { after: 1, epoch: null }],
    ['beyond the end', { after: 4, epoch: 'e1' }],
    ['that is only another log', { after: null, epoch: 'e0' }],
  ])('with a place %s starts again from the end', async (_, place) => {
    const { world, acme, relay } = aRelay();
    await grow(world, acme, 3);
    const client = new RecordingListener();

    await relay.admit(acme, place, client);

    expect(client.resyncs).toEqual([{ seq: 3, epoch: 'e1' }]);
    expect(client.events).toEqual([]);
    expect(client.joined).toMatchObject({ seq: 3, replayed: 0 });
  });

  test('too far back to replay starts again from the end', async () => {
    const { world, acme, relay } = aRelay();
    await grow(world, acme, 10_001);
    const client = new RecordingListener();

    await relay.admit(acme, { after: 0, epoch: 'e1' }, client);

    expect(client.resyncs).toEqual([{ seq: 10_001, epoch: 'e1' }]);
    expect(client.events).toEqual([]);
  });

  test('while the log grows neither misses an event nor gets one twice', async () => {
    const { world, acme, relay, notifier } = aRelay();
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());

    const growing = (async () => {
      for (let i = 0; i < 200; i += 1) await grow(world, acme, 1);
    })();
    const clients = await Promise.all(
      range(0, 9).map(async (turn) => {
        for (let i = 0; i < turn * 7; i += 1) await Promise.resolve();
        const client = new RecordingListener();
        await relay.admit(acme, { after: 0, epoch: 'e1' }, client);
        return client;
      }),
    );
    await growing;
    await settle();

    expect(notifier.events.map(({ seq }) => seq)).toEqual(range(1, 200));
    for (const { events, joined } of clients) {
      expect(events.map(({ seq }) => seq)).toEqual(range(1, joined?.seq ?? -1));
    }
  });
});

describe('an organization with listeners', () => {
  test('is told what is committed, in order', async () => {
    const { world, acme, relay, notifier } = aRelay();
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());

    await Promise.all([grow(world, acme, 2), grow(world, acme, 3)]);
    await settle();

    expect(notifier.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(notifier.events.every(({ organizationId }) => organizationId === acme)).toBe(true);
  });

  test('is told nothing of another', async () => {
    const { world, acme, relay, notifier } = aRelay();
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());

    await grow(world, world.organization(), 3);
    await settle();

    expect(notifier.events).toEqual([]);
  });

  test('is told at the next tick what no call announced', async () => {
    const { world, acme, relay, notifier } = aRelay({ deaf: true });
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());
    await grow(world, acme, 2);
    await settle();
    const before = notifier.events.length;

    await relay.tick();
    await settle();

    expect(before).toBe(0);
    expect(notifier.events.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('is told to start again when the log is another one', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const logs = { current: world.log };
    const { relay, notifier } = relayOver(world, acme, {
      read: (...args) => logs.current.read(...args),
      heads: (ids) => logs.current.heads(ids),
      onGrown: () => undefined,
    });
    await grow(world, acme, 2);
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());

    logs.current = new MemoryEventLog(world.database, 'e2');
    await relay.tick();
    await settle();

    expect(notifier.resyncs).toEqual([{ organizationId: acme, seq: 2, epoch: 'e2' }]);
    expect(notifier.events).toEqual([]);
  });

  test('is told later what could not be read at first', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const away = { now: false };
    const { relay, notifier, logger } = relayOver(world, acme, {
      read: (...args) => (away.now ? Promise.reject(new Error('away')) : world.log.read(...args)),
      heads: (ids) => world.log.heads(ids),
      onGrown: (listener) => world.log.onGrown((id) => listener(id, null)),
    });
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());
    away.now = true;
    await grow(world, acme, 2);
    await settle();

    away.now = false;
    await relay.tick();
    await settle();

    expect(logger.messages('warn')).toHaveLength(1);
    expect(notifier.events.map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

describe('what this process committed', () => {
  test('is told without reading it again', async () => {
    const { world, acme, notifier, reads } = await aWatchedRelay();
    const ada = aProspect();
    const meeting = aScheduledEventAt(ada.id, inDays(1));
    const change = {
      prospects: [ada],
      scheduledEvents: [aScheduledEventAt(ada.id, inDays(2)), meeting],
      entries: [
        anEntry(ada.id, { type: 'prospect.created' }),
        anEntry(meeting.id, { type: 'scheduled_event.created' }),
      ],
    };

    await keep(world.ingest, acme, change);
    await settle();

    expect(reads).toEqual([]);
    expect(notifier.events).toMatchObject([
      { seq: 1, subject: { prospect: { id: ada.id, nextScheduledEventAt: inDays(1) } } },
      { seq: 2, subject: { scheduledEvent: { id: meeting.id } } },
    ]);
    expect(notifier.events).toEqual(await rendered(world, acme));
  });

  test('is told of a known prospect as the store has it, with its other meetings', async () => {
    const { world, acme, notifier } = await aWatchedRelay();
    const ada = aProspect();
    const sooner = aScheduledEventAt(ada.id, inDays(1));
    await keep(world.ingest, acme, { prospects: [ada], scheduledEvents: [sooner] });

    await keep(world.ingest, acme, {
      prospects: [ada],
      scheduledEvents: [aScheduledEventAt(ada.id, inDays(2))],
      entries: [anEntry(ada.id)],
    });
    await settle();

    expect(notifier.events).toMatchObject([
      { subject: { prospect: { nextScheduledEventAt: inDays(1) } } },
    ]);
  });

  test('is read from the log when another process came between', async () => {
    const { world, acme, notifier, reads, hear } = await aWatchedRelay();
    hear.now = false;
    await grow(world, acme, 2);
    hear.now = true;

    await grow(world, acme, 1);
    await settle();

    expect(reads).toHaveLength(1);
    expect(notifier.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('is read from the log when more waits than is worth keeping', async () => {
    const { world, acme, notifier, reads } = await aWatchedRelay();

    await Promise.all(Array.from({ length: 200 }, () => grow(world, acme, 1)));
    await settle();

    expect(notifier.events.map(({ seq }) => seq)).toEqual(range(1, 200));
    expect(reads.length).toBeLessThan(10);
  });
});

/** A relay with a listener, over a log that tells of its reads and can fail to announce. */
async function aWatchedRelay() {
  const world = aMemoryWorld();
  const acme = world.organization();
  const reads: number[] = [];
  const hear = { now: true };
  const made = relayOver(world, acme, {
    read: (id, after, limit) => {
      reads.push(after);
      return world.log.read(id, after, limit);
    },
    heads: (ids) => world.log.heads(ids),
    onGrown: (listener) =>
      world.log.onGrown((id, grown) => {
        if (hear.now) listener(id, grown);
      }),
  });
  await made.relay.admit(acme, { after: null, epoch: null }, new RecordingListener());
  reads.length = 0;
  return { world, acme, reads, hear, ...made };
}

/** All events as a client that was away reads them. */
async function rendered(world: MemoryWorld, acme: OrganizationId) {
  const page = await world.log.read(acme, 0, 100);
  return new RenderEvents(world.prospects, world.clock).execute(acme, page.epoch, page.entries);
}

function aRelay({ deaf = false } = {}) {
  const world = aMemoryWorld();
  const acme = world.organization();
  const { log } = world;
  const deafLog: EventLog = {
    read: (...args) => log.read(...args),
    heads: (ids) => log.heads(ids),
    onGrown: () => undefined,
  };
  return { world, acme, ...relayOver(world, acme, deaf ? deafLog : log) };
}

function relayOver(world: MemoryWorld, acme: OrganizationId, log: EventLog) {
  const notifier = new RecordingNotifier([acme]);
  const logger = new RecordingLogger();
  const relay = new RelayEvents(
    log,
    new RenderEvents(world.prospects, world.clock),
    notifier,
    logger,
  );
  return { relay, notifier, logger };
}

function inDays(days: number): Date {
  return new Date(Date.UTC(2026, 0, 4 + days, 13));
}

async function grow(world: MemoryWorld, acme: OrganizationId, by: number): Promise<void> {
  const entries = Array.from({ length: by }, () => anEntry(crypto.randomUUID()));
  await keep(world.ingest, acme, { entries });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Lets everything happen that waits for nothing. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
