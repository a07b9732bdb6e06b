import type { BookingKey } from '../domain/booking-key.ts';
import type { KnownState } from '../domain/known-state.ts';
import type { NoteWriter } from '../domain/note-writer.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { ToldFact } from '../ports/calendly-api.ts';
import type { Clock } from '../ports/clock.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import { nothingTouched, touch } from './batch-decision.ts';
import { WorkingState } from './working-state.ts';

export interface FactsApplied {
  /** The bookings that were not known before. */
  created: BookingKey[];
  /** How many of the others changed. */
  updated: number;
}

/** Merges what was read from Calendly, through the same merge as webhooks: what is known already changes nothing. */
export class ApplyFacts {
  readonly #store: IngestStore;
  readonly #clock: Clock;
  readonly #ids: IdGenerator;
  readonly #notes: NoteWriter;

  constructor(store: IngestStore, clock: Clock, ids: IdGenerator, notes: NoteWriter) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
    this.#notes = notes;
  }

  /**
   * All of them, or nothing.
   * @throws StoreUnavailable or StreamBusy when they may be applied later
   */
  async execute(organizationId: OrganizationId, facts: readonly ToldFact[]): Promise<FactsApplied> {
    const touched = nothingTouched();
    for (const { fact } of facts) touch(touched, fact);
    await using unit = await this.#store.load({
      deliveries: [],
      organizations: new Map([[organizationId, touched]]),
    });
    const loaded = unit.stateOf(organizationId);
    const state = new WorkingState(loaded);
    const now = this.#clock.now();
    for (const { fact, digest } of facts) {
      state.apply(fact, {
        digest,
        receivedAt: now,
        now,
        newId: () => this.#ids.next(),
        notes: this.#notes,
      });
    }
    const created = state.scheduledEvents.filter(
      ({ booking }) => loaded.scheduledEvent(booking) === undefined,
    );
    const told = new Set(
      state.entries
        .filter(({ type }) => type.startsWith('scheduled_event.'))
        .map(({ subjectId }) => subjectId),
    );
    const updated = state.scheduledEvents.filter(
      (event) => told.has(event.id) && !created.includes(event),
    ).length;
    if (isNew(state, loaded)) {
      await unit.commit({
        deliveries: [],
        repeated: [],
        settled: [],
        organizations: new Map([[organizationId, state]]),
      });
    }
    return { created: created.map(({ booking }) => booking), updated };
  }
}

/** Whether anything has to be kept. Versions count: what was told later outranks what is told next. */
function isNew(state: WorkingState, loaded: KnownState): boolean {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return (
    state.entries.length > 0 ||
    state.notesMoved.length > 0 ||
    state.scheduledEvents.some((event) => !same(event, loaded.scheduledEvent(event.booking))) ||
    state.prospects.some((prospect) => !same(prospect, loaded.prospect(prospect.email)))
  );
}
