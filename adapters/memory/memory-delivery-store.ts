import type { StoredDelivery } from '../../src/domain/delivery.ts';
import { type DeliveryTally, tallyDeliveries } from '../../src/domain/delivery-tally.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { undecidedStatuses } from '../../src/domain/retention-policy.ts';
import type {
  DecidableDelivery,
  DeliveryFile,
  DeliveryPage,
  DeliveryQuery,
  DeliveryStore,
  DueDelivery,
} from '../../src/ports/delivery-store.ts';
import { deliveryFileFrom, deliveryFrom } from './delivery-from.ts';
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
    return pageOf(found, organizationId, this.#cursors, {
      ...paging,
      order: 'descending',
      positionOf: ({ id, delivery }) => ({ at: delivery.receivedAt, id }),
      itemFrom: deliveryFrom,
    });
  }

  async get(organizationId: OrganizationId, id: string): Promise<DeliveryFile | null> {
    const kept = this.#of(organizationId).find((one) => one.id === id);
    return kept === undefined ? null : deliveryFileFrom(kept);
  }

  async some(organizationId: OrganizationId, ids: readonly string[]): Promise<StoredDelivery[]> {
    return this.#of(organizationId)
      .filter(({ id }) => ids.includes(id))
      .map(deliveryFrom);
  }

  async decidable(organizationId: OrganizationId, id: string): Promise<DecidableDelivery | null> {
    const kept = this.#of(organizationId).find((one) => one.id === id);
    if (kept === undefined) return null;
    const { endpoint, digest } = kept.delivery;
    const verified = kept.hasBody ? structuredClone(kept.delivery) : null;
    return { stored: deliveryFrom(kept), identity: { endpoint, digest }, verified };
  }

  async due(now: Date, limit: number): Promise<DueDelivery[]> {
    const when = ({ nextAttemptAt }: KeptDelivery) => nextAttemptAt?.getTime() ?? 0;
    return [...this.#database.deliveries()]
      .filter(({ status, nextAttemptAt }) => {
        return status === 'due' && nextAttemptAt !== null && nextAttemptAt <= now;
      })
      .toSorted((a, b) => when(a) - when(b))
      .flatMap(({ delivery, organizationId, attempts, nextAttemptAt }) =>
        organizationId === null || nextAttemptAt === null
          ? []
          : [{ delivery, organizationId, attempts, dueAt: nextAttemptAt }],
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

  async undecidedBytes(organizationId: OrganizationId): Promise<number> {
    return this.#of(organizationId)
      .filter(({ status, hasBody }) => hasBody && undecidedStatuses.includes(status))
      .reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  }

  #of(organizationId: OrganizationId): Readonly<KeptDelivery>[] {
    return [...this.#database.deliveries()].filter(
      (kept) => kept.organizationId === organizationId,
    );
  }
}
