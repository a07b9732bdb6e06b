import { expect, test } from '@jest/globals';
import { RecordingListener } from '../../../adapters/memory/recording-listener.ts';
import { RecordingLogger } from '../../../adapters/memory/recording-logger.ts';
import { RecordingNotifier } from '../../../adapters/memory/recording-notifier.ts';
import { bounds } from '../../../src/domain/bounds.ts';
import { jsonBytes } from '../../../src/domain/json-bytes.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { LoggedEntry } from '../../../src/ports/event-log.ts';
import type { Listener, RealtimeEvent } from '../../../src/ports/notifier.ts';
import { EventStretches } from '../../../src/use-cases/realtime/event-stretches.ts';
import { ReadLog } from '../../../src/use-cases/realtime/read-log.ts';
import { RelayEvents } from '../../../src/use-cases/realtime/relay-events.ts';
import { RenderEvents } from '../../../src/use-cases/realtime/render-events.ts';
import { keep } from '../../support/a-change.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { until } from '../../support/a-socket.ts';
import { aNote, anEntry, aProspect, booking } from '../../support/a-store-row.ts';

test('a hundred who catch up at once, from wherever, share one rendering of each stretch', async () => {
  const { relay, render, acme } = await aLog(1000);
  const clients = Array.from({ length: 100 }, () => new RecordingListener());

  await Promise.all(
    clients.map((client, i) => relay.admit(acme, { after: i % 7, epoch: 'e1' }, client)),
  );

  expect(render.starts.toSorted((a, b) => a - b)).toEqual(everyHundred(10));
  clients.forEach(({ events, joined }, i) => {
    expect(events.map(({ seq }) => seq)).toEqual(range((i % 7) + 1, 1000));
    expect(joined).toMatchObject({ seq: 1000, replayed: 1000 - (i % 7) });
  });
});

test('so many stretches are rendered at once; the rest waits, and everybody is ready', async () => {
  const { relay, render, acme, world } = await aLog(500);
  const others = Array.from({ length: 20 }, () => world.organization());
  for (const other of others) await grow(world, other, 150);
  const clients = [acme, ...others].map((id) => ({ id, listener: new RecordingListener() }));

  await Promise.all(
    clients.map(({ id, listener }) => relay.admit(id, { after: 0, epoch: 'e1' }, listener)),
  );

  expect(render.mostAtOnce).toBe(bounds.stretchesAtOnce.value);
  for (const { id, listener } of clients) {
    expect(listener.events).toHaveLength(id === acme ? 500 : 150);
    expect(listener.events.every(({ organizationId }) => organizationId === id)).toBe(true);
  }
});

test('what is kept for one organization is let go, and what is kept for another is not', async () => {
  const reads: string[] = [];
  const event = (organizationId: OrganizationId) => ({ organizationId, seq: 1 }) as RealtimeEvent;
  const stretches = new EventStretches({
    stretch: async (id: OrganizationId) => {
      reads.push(id);
      return { events: [event(id)] };
    },
  } as unknown as ReadLog);
  const [acme, globex] = ['acme', 'globex'] as OrganizationId[];
  const ask = async () => {
    for (const organizationId of [acme, globex]) {
      if (organizationId) await stretches.next({ organizationId, epoch: 'e1' }, 0, 1);
    }
  };
  await ask();
  await ask();
  const before = [...reads];

  stretches.forget(acme as OrganizationId);
  await ask();

  expect(before).toEqual(['acme', 'globex']);
  expect(reads).toEqual(['acme', 'globex', 'acme']);
});

test('a client that takes nothing has no further event rendered for it, and holds up nobody', async () => {
  const { relay, render, acme } = await aLog(1000);
  const stalled = new StalledListener();
  const admitted = relay.admit(acme, { after: 0, epoch: 'e1' }, stalled);
  await stalled.asked;
  const before = [...render.starts];
  const other = new RecordingListener();

  await relay.admit(acme, { after: 900, epoch: 'e1' }, other);
  const sentMeanwhile = stalled.sent;
  stalled.go();
  await admitted;

  expect([before, sentMeanwhile]).toEqual([[0], 1]);
  expect(other.joined).toMatchObject({ replayed: 100 });
  expect([stalled.sent, stalled.isReady]).toEqual([1000, true]);
});

test('a rendering that fails fails those who asked, and the next one is made anew', async () => {
  const { relay, render, acme } = await aLog(50);
  const admit = () => relay.admit(acme, { after: 0, epoch: 'e1' }, new RecordingListener());
  render.failsOnce = true;

  const first = await Promise.allSettled([admit(), admit()]);
  await admit();

  expect(first.map(({ status }) => status)).toContain('rejected');
  expect(render.starts).toContain(0);
});

test('a stretch of large events ends at its bytes, and the next one goes on behind it, for everybody', async () => {
  const { world, relay, render, notifier, acme } = await aLog(10);
  await growLarge(world, acme, 150);
  const clients = Array.from({ length: 20 }, () => new RecordingListener());

  await Promise.all(
    clients.map((client, i) => relay.admit(acme, { after: i * 3, epoch: 'e1' }, client)),
  );
  await growLarge(world, acme, 60);
  relay.wake(acme);
  await until(() => notifier.events.length === 60, 'what is new');

  for (const [i, { events }] of clients.entries()) {
    expect(events.map(({ seq }) => seq)).toEqual(range(i * 3 + 1, 160));
    expect(events.every(({ seq, subject }) => seq <= 10 || subject !== null)).toBe(true);
  }
  expect(notifier.events.map(({ seq }) => seq)).toEqual(range(161, 220));
  expect(render.largest).toBeLessThanOrEqual(bounds.page.value);
  expect(render.largest).toBeGreaterThan(bounds.page.value / 2);
  expect(new Set(render.starts).size).toBe(render.starts.length);
});

test('what the log gained since somebody caught up is found behind it', async () => {
  const { world, stretches, acme } = await aLog(30);
  const log = { organizationId: acme, epoch: 'e1' };
  const before = [await stretches.next(log, 10, 30), await stretches.next(log, 30, 30)];
  await grow(world, acme, 5);

  const after = [await stretches.next(log, 30, 35), await stretches.next(log, 34, 35)];

  expect(before.map((event) => event?.seq)).toEqual([11, undefined]);
  expect(after.map((event) => event?.seq)).toEqual([31, 35]);
});

test('few stretches are kept, and none of an organization that was forgotten', async () => {
  const { stretches, render, acme } = await aLog(2000);
  const log = { organizationId: acme, epoch: 'e1' };
  for (const start of everyHundred(20)) await stretches.next(log, start, 2000);
  const made = render.starts.length;

  await stretches.next(log, 1900, 2000);
  const again = render.starts.length - made;
  await stretches.next(log, 0, 2000);
  stretches.forget(acme);
  await stretches.next(log, 1900, 2000);

  expect([made, again, render.starts.slice(made)]).toEqual([20, 0, [0, 1900]]);
});

/** Renders, and records each rendering. */
class WatchedRender extends RenderEvents {
  readonly starts: number[] = [];
  mostAtOnce = 0;
  /** The size of the largest rendering as JSON. */
  largest = 0;
  failsOnce = false;
  #atOnce = 0;

  override async within(
    id: OrganizationId,
    epoch: string,
    entries: readonly LoggedEntry[],
    maxBytes: number,
  ): Promise<RealtimeEvent[]> {
    if (entries.length === 0) return [];
    this.starts.push((entries[0]?.seq ?? 0) - 1);
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    this.#atOnce -= 1;
    if (this.failsOnce) {
      this.failsOnce = false;
      throw new Error('The store is away.');
    }
    const events = await super.within(id, epoch, entries, maxBytes);
    this.largest = Math.max(this.largest, jsonBytes(events));
    return events;
  }
}

/** Reads nothing until it is released. */
class StalledListener implements Listener {
  sent = 0;
  isReady = false;
  go: () => void = () => undefined;
  readonly #gone = new Promise<void>((resolve) => {
    this.go = resolve;
  });
  #ask: () => void = () => undefined;
  readonly asked = new Promise<void>((resolve) => {
    this.#ask = resolve;
  });

  send(): void {
    this.sent += 1;
  }
  taken(): Promise<void> {
    this.#ask();
    return this.#gone;
  }
  resync(): void {
    throw new Error('Nothing was missed.');
  }
  ready(): void {
    this.isReady = true;
  }
}

async function aLog(length: number) {
  const world = aMemoryWorld();
  const acme = world.organization();
  await grow(world, acme, length);
  const render = new WatchedRender({ prospects: world.prospects, clock: world.clock });
  const notifier = new RecordingNotifier([acme]);
  const relay = new RelayEvents({
    eventLog: world.log,
    renderEvents: render,
    notifier,
    logger: new RecordingLogger(),
  });
  relay.listen();
  const readLog = new ReadLog({ eventLog: world.log, renderEvents: render });
  const stretches = new EventStretches(readLog);
  return { world, acme, render, relay, notifier, stretches };
}

async function grow(world: ReturnType<typeof aMemoryWorld>, id: OrganizationId, by: number) {
  const entries = Array.from({ length: by }, () => anEntry(crypto.randomUUID()));
  await keep(world.ingest, id, { entries });
}

/** Notes of 20 kB, one event each. */
async function growLarge(world: ReturnType<typeof aMemoryWorld>, id: OrganizationId, by: number) {
  const prospect = aProspect();
  const notes = Array.from({ length: by }, () =>
    aNote(prospect.id, booking(crypto.randomUUID()), { body: 'x'.repeat(20_000) }),
  );
  const entries = notes.map((note) => anEntry(note.id, { type: 'note.added' }));
  await keep(world.ingest, id, { prospects: [prospect], notes, entries });
}

function everyHundred(times: number): number[] {
  return Array.from({ length: times }, (_, i) => i * bounds.stretchRows.value);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
