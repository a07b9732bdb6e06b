import type { StoredDelivery } from '../../src/domain/delivery.ts';
import { type DeliveryTally, tallyDeliveries } from '../../src/domain/delivery-tally.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type {
  DeliveryFile,
  DeliveryPage,
  DeliveryQuery,
  DeliveryStore,
  DueDelivery,
} from '../../src/ports/delivery-store.ts';
import { ListCursors } from './list-cursors.ts';
import type { KeptDelivery, MemoryDatabase } from './memory-database.ts';
import { pageOf } from './page-of.ts';

/** Reads the inbox from memory. */
export class MemoryDeliveryStore implements DeliveryStore {
  readonly #database: MemoryDatabase;
  readonly #cursors = new ListCursors();

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async list(
    organizationId: OrganizationId,
    { status, ...paging }: DeliveryQuery,
  ): Promise<DeliveryPage> {
    const found = [...this.#database.deliveries()].filter(
      (kept) =>
        kept.organizationId === organizationId && (status === null || kept.status === status),
    );
    const page = pageOf(found, organizationId, this.#cursors, {
      ...paging,
      order: 'descending',
      placeOf: ({ id, delivery }) => ({ at: delivery.receivedAt, id }),
    });
    return { items: page.items.map(deliveryFrom), nextCursor: page.nextCursor };
  }

  async get(organizationId: OrganizationId, id: string): Promise<DeliveryFile | null> {
    for (const kept of this.#database.deliveries()) {
      if (kept.id !== id || kept.organizationId !== organizationId) continue;
      const { headers, rawBody } = kept.delivery;
      return structuredClone({
        delivery: deliveryFrom(kept),
        headers,
        rawBody: kept.hasBody ? rawBody : null,
        failedAttempts: kept.failedAttempts,
      });
    }
    return null;
  }

  async due(now: Date, limit: number): Promise<DueDelivery[]> {
    const when = ({ nextAttemptAt }: KeptDelivery) => nextAttemptAt?.getTime() ?? 0;
    return [...this.#database.deliveries()]
      .filter(({ status, nextAttemptAt }) => {
        return status === 'due' && nextAttemptAt !== null && nextAttemptAt <= now;
      })
      .toSorted((a, b) => when(a) - when(b))
      .flatMap(({ delivery, organizationId, attempts }) =>
        organizationId === null ? [] : [{ delivery, organizationId, attempts }],
      )
      .slice(0, limit)
      .map((due) => structuredClone(due));
  }

  async since(organizationId: OrganizationId, instant: Date): Promise<DeliveryTally[]> {
    const lately = this.#of(organizationId).filter(
      ({ delivery }) => delivery.receivedAt >= instant,
    );
    return tallyDeliveries(
      lately.map(({ delivery: { endpoint }, status, duplicates }) => {
        return { endpoint, status, count: 1, duplicates };
      }),
    );
  }

  async lastReceivedAt(
    organizationId: OrganizationId,
    connectionId: string | null,
  ): Promise<Date | null> {
    const times = this.#of(organizationId)
      .filter(({ delivery }) => connectionId === null || delivery.endpoint === connectionId)
      .map(({ delivery }) => delivery.receivedAt.getTime());
    return times.length === 0 ? null : new Date(Math.max(...times));
  }

  #of(organizationId: OrganizationId): Readonly<KeptDelivery>[] {
    return [...this.#database.deliveries()].filter(
      (kept) => kept.organizationId === organizationId,
    );
  }
}

function deliveryFrom(kept: Readonly<KeptDelivery>): StoredDelivery {
  const { id, organizationId, event, status, reason, attempts, duplicates } = kept;
  const { connectionId, receivedAt } = kept.delivery;
  const { appliedAt, nextAttemptAt, sizeBytes } = kept;
  return structuredClone({
    id,
    connectionId,
    organizationId,
    event,
    status,
    reason,
    attempts,
    duplicates,
    receivedAt,
    appliedAt,
    nextAttemptAt,
    sizeBytes,
  });
}
