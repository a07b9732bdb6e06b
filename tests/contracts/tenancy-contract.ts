import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { beginning } from '../../src/domain/sync.ts';
import type { CompletenessStore } from '../../src/ports/completeness-store.ts';
import type { ConnectionStore } from '../../src/ports/connection-store.ts';
import type { DeliveryStore } from '../../src/ports/delivery-store.ts';
import type { EventLog } from '../../src/ports/event-log.ts';
import type { IngestStore } from '../../src/ports/ingest-store.ts';
import type { ProspectStore } from '../../src/ports/prospect-store.ts';
import type { ScheduledEventStore } from '../../src/ports/scheduled-event-store.ts';
import type { SyncStore } from '../../src/ports/sync-store.ts';
import type { UnroutedStore } from '../../src/ports/unrouted-store.ts';
import { keep, loaded, touching } from '../support/a-change.ts';
import { aConnection, sealedFor } from '../support/a-connection.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import { aNote, anEntry, aProspect, aScheduledEventAt } from '../support/a-store-row.ts';
import { aSync } from '../support/a-sync.ts';
import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/**
 * A call for an organization that owns nothing, with the expected answer, or the reason why a method takes no
 * organization.
 */
type Foreign<Known> =
  | ((known: Known) => readonly [answer: unknown, expected: unknown])
  | 'is for the service itself'
  | 'is by a secret of its own';

/** A missing method does not compile. */
type EveryMethod<Store, Known> = { readonly [Method in keyof Store]: Foreign<Known> };

const page = { limit: 10, cursor: null };
const noPage = { items: [], nextCursor: null };
const longAgo = new Date(0);
const later = new Date('2026-01-04T13:00:00Z');
const holder = 'a holder';

/** The rows of `acme`, and `other`, who has none. */
interface KnownRows {
  world: StoreWorld;
  other: OrganizationId;
  rows: ReturnType<typeof someRows>;
}

interface StoreMethods {
  prospects: EveryMethod<ProspectStore, KnownRows>;
  scheduledEvents: EveryMethod<ScheduledEventStore, KnownRows>;
  deliveries: EveryMethod<DeliveryStore, KnownRows>;
  log: EveryMethod<EventLog, KnownRows>;
  ingest: EveryMethod<IngestStore, KnownRows>;
  unrouted: EveryMethod<UnroutedStore, KnownRows>;
}

const storeMethods: StoreMethods = {
  prospects: {
    list: ({ world, other }) => [
      world.prospects.list(other, { ...page, search: null, filter: null }),
      noPage,
    ],
    scheduledEventsOf: ({ world, other, rows }) => [
      world.prospects.scheduledEventsOf(other, rows.prospect.id, page),
      noPage,
    ],
    notesOf: ({ world, other, rows }) => [
      world.prospects.notesOf(other, rows.prospect.id, page),
      noPage,
    ],
    prospects: ({ world, other, rows }) => [
      world.prospects.prospects(other, [rows.prospect.id]),
      [],
    ],
    scheduledEvents: ({ world, other, rows }) => [
      world.prospects.scheduledEvents(other, [rows.event.id]),
      [],
    ],
    notes: ({ world, other, rows }) => [world.prospects.notes(other, [rows.note.id]), []],
  },
  scheduledEvents: {
    list: ({ world, other }) => [
      world.scheduledEvents.list(other, { ...page, from: null, to: null, status: null }),
      noPage,
    ],
  },
  deliveries: {
    list: ({ world, other }) => [world.deliveries.list(other, { ...page, status: null }), noPage],
    get: ({ world, other, rows }) => [world.deliveries.get(other, rows.delivery.id), null],
    decidable: ({ world, other, rows }) => [
      world.deliveries.decidable(other, rows.delivery.id),
      null,
    ],
    some: ({ world, other, rows }) => [world.deliveries.some(other, [rows.delivery.id]), []],
    due: 'is for the service itself',
    since: ({ world, other }) => [world.deliveries.since(other, longAgo), []],
    lastReceivedAt: ({ world, other }) => [world.deliveries.lastReceivedAt(other, null), null],
    undecidedBytes: ({ world, other }) => [world.deliveries.undecidedBytes(other), 0],
  },
  log: {
    read: ({ world, other }) => [
      world.log.read(other, 0, 10).then(({ entries, seq }) => ({ entries, seq })),
      { entries: [], seq: 0 },
    ],
    heads: ({ world, other }) => [
      world.log.heads([other]).then((heads) => heads.get(other)?.seq),
      0,
    ],
    onGrown: 'is for the service itself',
  },
  ingest: {
    load: ({ world, other, rows: { prospect, event, note } }) => [
      loaded(
        world.ingest,
        touching(other, {
          emails: [prospect.email],
          bookings: [event.booking],
          notes: note.key === null ? [] : [note.key],
        }),
        (unit) => {
          const state = unit.stateOf(other);
          return [
            state.prospect(prospect.email),
            state.scheduledEvent(event.booking),
            ...state.notesOf(event.booking),
            note.key === null ? undefined : state.note(note.key),
          ].filter((found) => found !== undefined);
        },
      ),
      [],
    ],
  },
  unrouted: {
    list: 'is for the service itself',
    // The user belongs to somebody, so nobody else can connect it.
    assign: ({ world, other, rows }) => [
      world.unrouted.assign(rows.delivery.delivery, other, world.now),
      false,
    ],
  },
};

/** Tests the answer of every method of the stores about another organization's rows: nothing. */
export function describeTenancy(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`another organization’s rows on ${name}`, () => {
    let known: KnownRows;
    beforeEach(async () => {
      const world = await makeWorld();
      const acme = world.organization();
      const rows = someRows(acme);
      const { prospect, event, note, delivery } = rows;
      await keep(
        world.ingest,
        acme,
        {
          prospects: [prospect],
          scheduledEvents: [event],
          notes: [note],
          entries: [anEntry(prospect.id)],
        },
        [delivery],
      );
      known = { world, other: world.organization(), rows };
    });
    afterEach(() => known.world.close());

    for (const [method, foreign] of methodsOf(storeMethods)) {
      test(`are nothing to ${method}`, async () => {
        const [answer, expected] = foreign(known);

        expect(await answer).toEqual(expected);
      });
    }
  });
}

/** The connection of `acme`, and `other`, who has connected nothing. */
interface KnownLine {
  world: ConnectingWorld;
  other: OrganizationId;
  connection: ReturnType<typeof aConnection>;
  sync: ReturnType<typeof aSync>;
}

interface ConnectingMethods {
  connections: EveryMethod<ConnectionStore, KnownLine>;
  syncs: EveryMethod<SyncStore, KnownLine>;
  completeness: EveryMethod<CompletenessStore, KnownLine>;
}

const connectingMethods: ConnectingMethods = {
  connections: {
    list: ({ world, other }) => [world.here.connections.list(other), []],
    get: ({ world, other, connection }) => [world.here.connections.get(other, connection.id), null],
    find: 'is for the service itself',
    ofUsers: 'is for the service itself',
    live: 'is for the service itself',
    connect: ({ world, other, connection: { user } }) => [
      world.here.connections
        .connect(aConnection(other, { user }), sealedFor)
        .catch(({ code }: { code: string }) => code),
      'already_connected',
    ],
    update: ({ world, other, connection }) => [
      world.here.connections.update(other, connection.id, { state: 'reconnect_required' }),
      null,
    ],
    secrets: ({ world, other, connection }) => [
      world.here.connections.secrets(other, connection.id),
      null,
    ],
    saveSecrets: ({ world, other, connection }) => [
      world.here.connections.saveSecrets(other, connection.id, { accessToken: 'theirs' }),
      false,
    ],
    disconnect: ({ world, other, connection }) => [
      world.here.connections.disconnect(other, connection.id),
      undefined,
    ],
    lease: 'is by a secret of its own',
    release: 'is by a secret of its own',
  },
  syncs: {
    start: ({ world, other, sync }) => {
      const own = aSync(other, { from: sync.from });
      // The back-fill is ended, so that nobody continues it after the tests.
      const over = { ...own, state: 'done' as const, finishedAt: own.startedAt };
      return [world.here.syncs.start(over), over];
    },
    get: ({ world, other, sync }) => [world.here.syncs.get(other, sync.id), null],
    latest: ({ world, other }) => [world.here.syncs.latest(other), null],
    claim: 'is for the service itself',
    save: ({ world, other, sync }) => [
      world.here.syncs.save({ ...sync, organizationId: other }, beginning, holder, later),
      false,
    ],
  },
  completeness: {
    save: ({ world, other }) => [
      world.here.completeness
        .save(other, aReport())
        .then(() => world.here.completeness.latest(other)),
      aReport(),
    ],
    latest: ({ world, other }) => [world.here.completeness.latest(other), null],
  },
};

/** Tests the same for connections. Afterwards they are unchanged. */
export function describeConnectingTenancy(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`another organization’s connection to Calendly on ${name}`, () => {
    let known: KnownLine;
    beforeEach(async () => {
      const world = await makeWorld();
      const acme = world.organization();
      const { connections, completeness, syncs } = world.here;
      const connection = await connections.connect(aConnection(acme), sealedFor);
      const sync = await syncs.start(aSync(acme));
      const claimed = await syncs.claim(holder, later, later);
      expect(claimed?.sync).toEqual(sync);
      await completeness.save(acme, { ...aReport(), listed: 7 });
      known = { world, other: world.organization(), connection, sync };
    });
    afterEach(async () => {
      const { world, connection, sync } = known;
      const over = { ...sync, state: 'done' as const, finishedAt: later };
      expect(await world.here.syncs.save(over, beginning, holder, later)).toBe(true);
      await world.here.connections.disconnect(connection.organizationId, connection.id);
      await world.close();
    });

    for (const [method, foreign] of methodsOf(connectingMethods)) {
      test(`is nothing to ${method}`, async () => {
        const [answer, expected] = foreign(known);

        expect(await answer).toEqual(expected);

        const { connections, completeness, syncs } = known.world.there;
        const { organizationId, id } = known.connection;
        expect(await connections.get(organizationId, id)).toEqual(known.connection);
        expect(await connections.secrets(organizationId, id)).toEqual(await sealedFor(id));
        expect(await syncs.latest(organizationId)).toEqual(known.sync);
        expect((await completeness.latest(organizationId))?.listed).toBe(7);
      });
    }
  });
}

type Asks<Known> = (known: Known) => readonly [unknown, unknown];

function methodsOf<Known>(stores: object): [string, Asks<Known>][] {
  return Object.entries(stores).flatMap(([store, methods]) =>
    Object.entries(methods as Record<string, Foreign<Known>>).flatMap(([method, foreign]) =>
      typeof foreign === 'string' ? [] : [[`${store}.${method}`, foreign] as [string, Asks<Known>]],
    ),
  );
}

function someRows(acme: OrganizationId) {
  const prospect = aProspect();
  const event = aScheduledEventAt(prospect.id, new Date('2026-01-05T10:00:00Z'));
  const note = aNote(prospect.id, event.booking);
  const delivery = aNewDelivery({
    organizationId: acme,
    status: 'applied',
    delivery: aDelivery(),
  });
  return { prospect, event, note, delivery };
}

function aReport() {
  return {
    checkedAt: new Date('2026-01-04T12:00:00.123Z'),
    window: { from: longAgo, to: new Date('2026-01-18T12:00:00Z') },
    listed: 1,
    held: 1,
    missing: [],
    extra: [],
    repaired: 0,
  };
}
