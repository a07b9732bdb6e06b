import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { type Cutoffs, keptFrom } from '../../src/domain/retention-policy.ts';
import type { BodySweep, RetentionStore, RetentionSweep } from '../../src/ports/retention-store.ts';
import type { MemoryDatabase, OrganizationRows } from './memory-database.ts';
import { MemoryRetentionBatch } from './memory-retention-batch.ts';

const cleared: readonly DeliveryStatus[] = ['applied', 'ignored'];

/** Takes away what is kept no longer from memory. */
export class MemoryRetentionStore implements RetentionStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async organizations(
    before: Cutoffs,
    after: OrganizationId | null,
    limit: number,
  ): Promise<OrganizationId[]> {
    return [...this.#database.organizations()]
      .filter((id) => after === null || id > after)
      .filter((id) => {
        const rows = this.#database.rowsOf(id);
        return oldEvents(rows, before).length > 0 || oldEntries(rows, before) > 0;
      })
      .toSorted()
      .slice(0, limit);
  }

  sweep(organizationId: OrganizationId, before: Cutoffs): RetentionSweep {
    return {
      next: async (limit) => {
        const release = await this.#database.locks.take([organizationId]);
        const rows = this.#database.rowsOf(organizationId);
        const [events, entries] = [oldEvents(rows, before), oldEntries(rows, before)];
        return new MemoryRetentionBatch(this.#database, organizationId, release, {
          scheduledEvents: events.slice(0, limit),
          logEntries: Math.min(entries, limit),
          mayHaveMore: events.length > limit || entries > limit,
        });
      },
    };
  }

  sweepBodies(receivedBefore: Date): BodySweep {
    return {
      clear: async (limit) => {
        const old = [...this.#database.deliveries()]
          .filter(({ status, hasBody }) => hasBody && cleared.includes(status))
          .map(({ delivery }) => delivery)
          .filter(({ receivedAt }) => receivedAt < receivedBefore)
          .toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
          .slice(0, limit);
        for (const delivery of old) this.#database.clearBody(delivery);
        return old.length;
      },
    };
  }
}

function oldEvents({ scheduledEvents }: OrganizationRows, before: Cutoffs): string[] {
  return [...scheduledEvents.peek()]
    .filter((event) => keptFrom(event) < before.scheduledEvents)
    .toSorted((a, b) => keptFrom(a).getTime() - keptFrom(b).getTime())
    .map(({ id }) => id);
}

function oldEntries({ entries }: OrganizationRows, before: Cutoffs): number {
  const young = entries.findIndex(({ occurredAt }) => occurredAt >= before.logEntries);
  return young < 0 ? entries.length : young;
}
