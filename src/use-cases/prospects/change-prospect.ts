import type { OrganizationId } from '../../domain/organization-id.ts';
import type { Prospect } from '../../domain/prospect.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IngestStore, OrganizationChanges } from '../../ports/ingest-store.ts';
import type { ProspectStore } from '../../ports/prospect-store.ts';

export type ProspectChanges = Pick<OrganizationChanges, 'prospects' | 'notes' | 'entries'>;

export interface ChangeProspectParts {
  prospects: ProspectStore;
  ingestStore: IngestStore;
  clock: Clock;
}

/** Applies a person's change to one prospect, in turn with Calendly's reports about the same organization. */
export class ChangeProspect {
  readonly #parts: ChangeProspectParts;

  constructor(parts: ChangeProspectParts) {
    this.#parts = parts;
  }

  /** False when this organization has no such prospect. */
  async execute(
    organizationId: OrganizationId,
    id: string,
    decide: (before: Prospect, now: Date) => ProspectChanges,
  ): Promise<boolean> {
    const [view] = await this.#parts.prospects.prospects(organizationId, [id]);
    if (view === undefined) return false;
    const touched = {
      bookings: new Set<never>(),
      emails: new Set([view.email]),
      notes: new Set<never>(),
    };
    await using unit = await this.#parts.ingestStore.load({
      deliveries: [],
      organizations: new Map([[organizationId, touched]]),
    });
    const before = unit.stateOf(organizationId).prospect(view.email);
    if (before === undefined) return false;
    const changes = decide(before, this.#parts.clock.now());
    const rest = { scheduledEvents: [], notesMoved: [] };
    await unit.commit({
      deliveries: [],
      repeated: [],
      settled: [],
      organizations: new Map([[organizationId, { ...changes, ...rest }]]),
    });
    return true;
  }
}
