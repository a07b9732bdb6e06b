import type { BookingKey } from '../domain/booking-key.ts';
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
  async execute(organizationId: OrganizationId, told: readonly ToldFact[]): Promise<FactsApplied> {
    const touched = nothingTouched();
    for (const { fact } of told) touch(touched, fact);
    await using unit = await this.#store.load({
      deliveries: [],
      organizations: new Map([[organizationId, touched]]),
    });
    const loaded = unit.stateOf(organizationId);
    const state = new WorkingState(loaded);
    const now = this.#clock.now();
    for (const { fact, digest } of told) {
      state.apply(fact, {
        digest,
        receivedAt: now,
        now,
        newId: () => this.#ids.next(),
        notes: this.#notes,
      });
    }
    const created = state.scheduledEvents
      .map(({ booking }) => booking)
      .filter((booking) => loaded.scheduledEvent(booking) === undefined);
    const updated = state.scheduledEvents.length - created.length;
    const isChange = state.entries.length > 0 || state.scheduledEvents.length > 0;
    if (isChange) {
      await unit.commit({
        deliveries: [],
        repeated: [],
        settled: [],
        organizations: new Map([[organizationId, state]]),
      });
    }
    return { created, updated };
  }
}
