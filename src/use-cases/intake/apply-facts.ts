import type { BookingKey } from '../../domain/booking-key.ts';
import type { KnownState } from '../../domain/known-state.ts';
import type { NoteWriter } from '../../domain/note-writer.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { ReportedFact } from '../../ports/calendly-api.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdGenerator } from '../../ports/id-generator.ts';
import type { IngestStore } from '../../ports/ingest-store.ts';
import { nothingTouched, touch } from './batch-decision.ts';
import { WorkingState } from './working-state.ts';

export interface FactsApplied {
  /** The bookings that were not known before. */
  created: BookingKey[];
  /** The number of known bookings that changed. */
  updated: number;
}

export interface ApplyFactsParts {
  ingestStore: IngestStore;
  clock: Clock;
  ids: IdGenerator;
  noteWriter: NoteWriter;
}

/** Merges facts read from Calendly by the same rules as webhooks. Facts that are known already change nothing. */
export class ApplyFacts {
  readonly #parts: ApplyFactsParts;

  constructor(parts: ApplyFactsParts) {
    this.#parts = parts;
  }

  /**
   * Applies all facts or none.
   * @throws StoreUnavailable or StreamBusy when the facts may be applied later
   */
  async execute(
    organizationId: OrganizationId,
    facts: readonly ReportedFact[],
  ): Promise<FactsApplied> {
    const touched = nothingTouched();
    for (const { fact } of facts) touch(touched, fact);
    await using unit = await this.#parts.ingestStore.load({
      deliveries: [],
      organizations: new Map([[organizationId, touched]]),
    });
    const loaded = unit.stateOf(organizationId);
    const state = new WorkingState(loaded);
    const now = this.#parts.clock.now();
    for (const { fact, digest } of facts) {
      state.apply(fact, {
        digest,
        receivedAt: now,
        now,
        newId: () => this.#parts.ids.next(),
        notes: this.#parts.noteWriter,
      });
    }
    const created = state.scheduledEvents.filter(
      ({ booking }) => loaded.scheduledEvent(booking) === undefined,
    );
    const announced = new Set(
      state.entries
        .filter(({ type }) => type.startsWith('scheduled_event.'))
        .map(({ subjectId }) => subjectId),
    );
    const updated = state.scheduledEvents.filter(
      (event) => announced.has(event.id) && !created.includes(event),
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

/**
 * True when the state must be stored. A new version counts too: it outranks reports that come later with an older one.
 */
function isNew(state: WorkingState, loaded: KnownState): boolean {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return (
    state.entries.length > 0 ||
    state.notesMoved.length > 0 ||
    state.scheduledEvents.some((event) => !same(event, loaded.scheduledEvent(event.booking))) ||
    state.prospects.some((prospect) => !same(prospect, loaded.prospect(prospect.email)))
  );
}
