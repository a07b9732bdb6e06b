import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { type Cutoffs, keptFrom, undecidedStatuses } from '../../src/domain/retention-policy.ts';
import type {
  AuditSweep,
  BodySweep,
  RetentionStore,
  RetentionSweep,
} from '../../src/ports/retention-store.ts';
import type { KeptDelivery, MemoryDatabase, OrganizationRows } from './memory-database.ts';
import { MemoryRetentionBatch } from './memory-retention-batch.ts';

const settled: readonly DeliveryStatus[] = ['applied', 'ignored'];

/** Removes rows and bodies after their retention, from memory. */
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
    return this.#sweepOf(() =>
      this.#withBodies(settled).filter(({ delivery }) => delivery.receivedAt < receivedBefore),
    );
  }

  sweepUndecided(receivedBefore: Date, bytesOfOrganization: number): BodySweep {
    return this.#sweepOf(() => {
      const newer = new Map<OrganizationId | null, number>();
      const isTooMuch = ({ organizationId, sizeBytes }: Readonly<KeptDelivery>) => {
        const bytes = (newer.get(organizationId) ?? 0) + sizeBytes;
        newer.set(organizationId, bytes);
        return bytes > bytesOfOrganization;
      };
      return this.#withBodies(undecidedStatuses)
        .toReversed()
        .filter((kept) => isTooMuch(kept) || kept.delivery.receivedAt < receivedBefore)
        .toReversed();
    });
  }

  sweepAudit(actedBefore: Date): AuditSweep {
    return { remove: async (limit) => this.#database.removeAudit(actedBefore, limit) };
  }

  #sweepOf(old: () => Readonly<KeptDelivery>[]): BodySweep {
    return {
      clear: async (limit) => {
        const cleared = old().slice(0, limit);
        for (const { delivery } of cleared) this.#database.clearBody(delivery);
        return cleared.length;
      },
    };
  }

  /** Oldest first. */
  #withBodies(statuses: readonly DeliveryStatus[]): Readonly<KeptDelivery>[] {
    const receivedAt = ({ delivery }: Readonly<KeptDelivery>) => delivery.receivedAt.getTime();
    return [...this.#database.deliveries()]
      .filter(({ status, hasBody }) => hasBody && statuses.includes(status))
      .toSorted((a, b) => receivedAt(a) - receivedAt(b));
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
