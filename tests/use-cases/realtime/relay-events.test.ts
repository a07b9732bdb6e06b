import { describe, expect, test } from '@jest/globals';
import { MemoryEventLog } from '../../../adapters/memory/memory-event-log.ts';
import { RecordingListener } from '../../../adapters/memory/recording-listener.ts';
import { RecordingLogger } from '../../../adapters/memory/recording-logger.ts';
import { RecordingNotifier } from '../../../adapters/memory/recording-notifier.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { EventLog } from '../../../src/ports/event-log.ts';
import { RelayEvents } from '../../../src/use-cases/realtime/relay-events.ts';
import { RenderEvents } from '../../../src/use-cases/realtime/render-events.ts';
import { keep } from '../../support/a-change.ts';
import { aMemoryWorld, type MemoryWorld } from '../../support/a-memory-world.ts';
import { anEntry, aProspect, aScheduledEventAt } from '../../support/a-store-row.ts';

describe('a client that comes in', () => {
  test('without a position is live from the end of the log', async () => {
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
  ])('with a position %s starts again from the end', async (_, place) => {
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
  test('is notified of commits, in order', async () => {
    const { world, acme, relay, notifier } = aRelay();
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());

    await Promise.all([grow(world, acme, 2), grow(world, acme, 3)]);
    await settle();

    expect(notifier.events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(notifier.events.every(({ organizationId }) => organizationId === acme)).toBe(true);
  });

  test('is notified of nothing of another', async () => {
    const { world, acme, relay, notifier } = aRelay();
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());

    await grow(world, world.organization(), 3);
    await settle();

    expect(notifier.events).toEqual([]);
  });

  test('is notified at the next tick of what no call announced', async () => {
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

  test('is notified to start again when the log is another one', async () => {
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

  test('is notified later of what could not be read at first', async () => {
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

describe('an organization that nobody listens to any more', () => {
  test('is forgotten at the next tick: its log is asked of no more', async () => {
    const { relay, notifier, acme, asked } = aWatchedTail();
    await relay.admit(acme, { after: null, epoch: null }, new RecordingListener());
    notifier.dropDisabled(new Set([acme]));
    asked.length = 0;

    await relay.tick();

    expect(asked).toEqual([]);
  });

  test('is kept while the last client that came in still waits to be let in', async () => {
    const { relay, notifier, acme, world, gate } = aWatchedTail();
    notifier.dropDisabled(new Set([acme]));
    const letIn = gate();
    const client = new RecordingListener();
    const admitted = relay.admit(acme, { after: null, epoch: null }, client);

    const ticked = relay.tick();
    letIn();
    await Promise.all([ticked, admitted]);
    await grow(world, acme, 2);
    await settle();

    expect(notifier.events.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('lets nobody in on a log that does not say where it ends', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();
    const { relay } = relayOver(world, acme, {
      read: (...args) => world.log.read(...args),
      heads: async () => new Map(),
      onGrown: () => undefined,
    });
    const client = new RecordingListener();

    const admitted = relay.admit(acme, { after: null, epoch: null }, client);

    await expect(admitted).rejects.toBeInstanceOf(RangeError);
    await expect(relay.tick()).resolves.toBeUndefined();
    expect(client.joined).toBeNull();
  });
});

test('what was read for clients that caught up is kept until the last of them is in, and no longer', async () => {
  const { world, acme, relay, reads } = await aWatchedRelay();
  await grow(world, acme, 3);
  await settle();
  const come = () => relay.admit(acme, { after: 0, epoch: 'e1' }, new RecordingListener());
  const readsOf = async (work: () => Promise<unknown>) => {
    reads.length = 0;
    await work();
    return reads.filter((after) => after === 0).length;
  };

  const together = await readsOf(() => Promise.all([come(), come(), come()]));
  const later = await readsOf(come);

  expect([together, later]).toEqual([1, 1]);
});

test('a tick lets go of clients that do not take what is sent to them', async () => {
  const { relay, notifier } = aRelay();
  let dropped = 0;
  notifier.dropSlowListeners = () => void (dropped += 1);

  await relay.tick();

  expect(dropped).toBe(1);
});

describe('two organizations with listeners', () => {
  test('are each notified of what is theirs, at a call and at a tick', async () => {
    const world = aMemoryWorld();
    const [acme, umbrella] = [world.organization(), world.organization()];
    const hear = { now: true };
    const log: EventLog = {
      read: (...args) => world.log.read(...args),
      heads: (ids) => world.log.heads(ids),
      onGrown: (listener) =>
        world.log.onGrown((id, grown) => {
          if (hear.now) listener(id, grown);
        }),
    };
    const { relay, notifier } = relayOver(world, acme, log, [acme, umbrella]);
    for (const id of [acme, umbrella]) {
      await relay.admit(id, { after: null, epoch: null }, new RecordingListener());
    }

    await grow(world, acme, 1);
    await grow(world, umbrella, 2);
    await settle();
    hear.now = false;
    await grow(world, umbrella, 1);
    await grow(world, acme, 2);
    await relay.tick();
    await settle();

    const seqsOf = (id: OrganizationId) =>
      notifier.events.filter(({ organizationId }) => organizationId === id).map(({ seq }) => seq);
    expect([seqsOf(acme), seqsOf(umbrella)]).toEqual([range(1, 3), range(1, 3)]);
  });
});

describe('what this process committed', () => {
  test('is notified without reading it again', async () => {
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

  test('is notified of a known prospect as the store has it, with its other meetings', async () => {
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

/** A relay whose log records who asked it, and can be made to wait. */
function aWatchedTail() {
  const world = aMemoryWorld();
  const acme = world.organization();
  const asked: OrganizationId[] = [];
  let open: Promise<void> = Promise.resolve();
  const made = relayOver(world, acme, {
    read: (...args) => world.log.read(...args),
    heads: async (ids) => {
      asked.push(...ids);
      await open;
      return world.log.heads(ids);
    },
    onGrown: (listener) => world.log.onGrown(listener),
  });
  /** Reads from now on wait until the returned function is called. */
  const gate = () => {
    let letIn: () => void = () => undefined;
    open = new Promise((resolve) => (letIn = resolve));
    return letIn;
  };
  return { world, acme, asked, gate, ...made };
}

/** A relay with a listener, over a log that counts its reads and can fail to announce. */
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

/** Reads all events like a client that was away. */
async function rendered(world: MemoryWorld, acme: OrganizationId) {
  const page = await world.log.read(acme, 0, 100);
  return new RenderEvents({ prospects: world.prospects, clock: world.clock }).execute(
    acme,
    page.epoch,
    page.entries,
  );
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

function relayOver(world: MemoryWorld, acme: OrganizationId, log: EventLog, listened = [acme]) {
  const notifier = new RecordingNotifier(listened);
  const logger = new RecordingLogger();
  const relay = new RelayEvents({
    eventLog: log,
    renderEvents: new RenderEvents({ prospects: world.prospects, clock: world.clock }),
    notifier,
    logger,
  });
  relay.listen();
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

/** Runs everything that is ready to run. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
