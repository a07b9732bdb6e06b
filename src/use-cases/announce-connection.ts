import type { OrganizationId } from '../domain/organization-id.ts';
import type { Clock } from '../ports/clock.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import { nothingTouched } from './batch-decision.ts';

/** Tells an organization's browsers that one of its connections is not what it was. */
export class AnnounceConnection {
  readonly #store: IngestStore;
  readonly #clock: Clock;

  constructor(store: IngestStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws StoreUnavailable or StreamBusy: the change stands, and is seen when the status is read next */
  async execute(
    organizationId: OrganizationId,
    connectionId: string,
    changed: readonly string[],
  ): Promise<void> {
    const occurredAt = this.#clock.now();
    const rows = { prospects: [], scheduledEvents: [], notes: [], notesMoved: [] };
    const entries = [
      { type: 'connection.changed', subjectId: connectionId, changed, occurredAt } as const,
    ];
    await using unit = await this.#store.load({
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
