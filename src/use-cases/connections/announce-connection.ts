import type { OrganizationId } from '../../domain/organization-id.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IngestStore } from '../../ports/ingest-store.ts';
import { nothingTouched } from '../intake/batch-decision.ts';

export interface AnnounceConnectionParts {
  ingestStore: IngestStore;
  clock: Clock;
}

/** Announces in the event log that a connection changed. */
export class AnnounceConnection {
  readonly #parts: AnnounceConnectionParts;

  constructor(parts: AnnounceConnectionParts) {
    this.#parts = parts;
  }

  /** @throws StoreUnavailable or StreamBusy: the change itself stays, and the next status shows it */
  async execute(
    organizationId: OrganizationId,
    connectionId: string,
    changed: readonly string[],
  ): Promise<void> {
    const occurredAt = this.#parts.clock.now();
    const rows = { prospects: [], scheduledEvents: [], notes: [], notesMoved: [] };
    const entries = [
      { type: 'connection.changed', subjectId: connectionId, changed, occurredAt } as const,
    ];
    await using unit = await this.#parts.ingestStore.load({
      deliveries: [],
      organizations: new Map([[organizationId, nothingTouched()]]),
    });
    await unit.commit({
      deliveries: [],
      repeated: [],
      settled: [],
      organizations: new Map([[organizationId, { ...rows, entries }]]),
    });
  }
}
