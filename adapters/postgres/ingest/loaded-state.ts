import type { DeliveryStatus } from '../../../src/domain/delivery.ts';
import type { KnownNote, KnownState } from '../../../src/domain/known-state.ts';
import type { Prospect } from '../../../src/domain/prospect.ts';
import type { ScheduledEvent } from '../../../src/domain/scheduled-event.ts';
import type { DeliveryIdentity } from '../../../src/ports/ingest-store.ts';
import { type ProspectRow, prospectFrom } from '../rows/prospect-row.ts';
import { type ScheduledEventRow, scheduledEventFrom } from '../rows/scheduled-event-row.ts';

/** The row of the loading statement: the time in seconds, and lists as JSON text, null when empty. */
export interface LoadedJson {
  time: string;
  deliveries: string | null;
  bookings: string | null;
  successors: string | null;
  predecessors: string | null;
  notes: string | null;
  otherNotes: string | null;
  prospects: string | null;
}

type OfOrganization<T> = T & { organizationId: string };

/** The rows that a batch touches, looked up by the keys that the core uses. */
export class LoadedState {
  /** The database's time. */
  readonly time: Date | null;
  readonly #statuses = new Map<string, DeliveryStatus>();
  readonly #prospects = new Map<string, Prospect>();
  readonly #bookings = new Map<string, ScheduledEvent>();
  readonly #successors = new Map<string, ScheduledEvent[]>();
  readonly #predecessors = new Map<string, ScheduledEvent[]>();
  readonly #notes = new Map<string, KnownNote>();
  readonly #notesOf = new Map<string, KnownNote[]>();

  constructor(json: LoadedJson | undefined) {
    this.time = json === undefined ? null : new Date(Number(json.time) * 1000);
    type Known = DeliveryIdentity & { status: DeliveryStatus };
    for (const { endpoint, digest, status } of parsed<Known>(json?.deliveries)) {
      this.#statuses.set(keyOf(endpoint, digest), status);
    }
    for (const row of parsed<ProspectRow>(json?.prospects)) {
      this.#prospects.set(keyOf(row.organizationId, row.email), prospectFrom(row));
    }
    for (const row of parsed<ScheduledEventRow>(json?.bookings)) {
      this.#bookings.set(keyOf(row.organizationId, row.booking), scheduledEventFrom(row));
    }
    this.#lineage(json?.successors, 'replaces', this.#successors);
    this.#lineage(json?.predecessors, 'replacedBy', this.#predecessors);
    this.#knowNotes(json?.notes);
    this.#knowNotes(json?.otherNotes);
  }

  statusOf({ endpoint, digest }: DeliveryIdentity): DeliveryStatus | undefined {
    return this.#statuses.get(keyOf(endpoint, digest));
  }

  of(organizationId: string): KnownState {
    return {
      prospect: (email) => this.#prospects.get(keyOf(organizationId, email)),
      scheduledEvent: (booking) => this.#bookings.get(keyOf(organizationId, booking)),
      successorsOf: (booking) => this.#successors.get(keyOf(organizationId, booking)) ?? [],
      predecessorsOf: (booking) => this.#predecessors.get(keyOf(organizationId, booking)) ?? [],
      notesOf: (booking) => this.#notesOf.get(keyOf(organizationId, booking)) ?? [],
      note: (key) => this.#notes.get(keyOf(organizationId, key)),
    };
  }

  #knowNotes(json: string | null | undefined): void {
    for (const { organizationId, ...known } of parsed<OfOrganization<KnownNote>>(json)) {
      const note = { ...known, createdAt: new Date(known.createdAt) };
      const key = keyOf(organizationId, note.key);
      if (this.#notes.has(key)) continue;
      this.#notes.set(key, note);
      if (note.booking !== null) append(this.#notesOf, keyOf(organizationId, note.booking), note);
    }
  }

  #lineage(
    json: string | null | undefined,
    link: 'replaces' | 'replacedBy',
    into: Map<string, ScheduledEvent[]>,
  ): void {
    for (const row of parsed<ScheduledEventRow>(json)) {
      const event = scheduledEventFrom(row);
      append(into, keyOf(row.organizationId, row[link] ?? ''), event);
      this.#bookings.set(keyOf(row.organizationId, row.booking), event);
    }
  }
}

function parsed<T>(json: string | null | undefined): T[] {
  return json ? (JSON.parse(json) as T[]) : [];
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

/** An organization id has no control characters, so two pairs cannot give the same key. */
function keyOf(organizationId: string, key: string): string {
  return `${organizationId}\n${key}`;
}
