import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { DeliveryIdentity } from '../../src/ports/ingest-store.ts';
import type {
  UnroutedDelivery,
  UnroutedPosition,
  UnroutedStore,
} from '../../src/ports/unrouted-store.ts';
import type { MemoryDatabase } from './memory-database.ts';

/** Finds unrouted deliveries in memory, and assigns them. */
export class MemoryUnroutedStore implements UnroutedStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async list(after: UnroutedPosition | null, limit: number): Promise<UnroutedDelivery[]> {
    return [...this.#database.deliveries()]
      .filter(({ status, hasBody }) => status === 'unrouted' && hasBody)
      .map(({ id, delivery }) => ({ id, delivery: structuredClone(delivery) }))
      .filter((one) => after === null || compare(positionOf(one), after) > 0)
      .toSorted((a, b) => compare(positionOf(a), positionOf(b)))
      .slice(0, limit);
  }

  async assign(
    identity: DeliveryIdentity,
    organizationId: OrganizationId,
    now: Date,
  ): Promise<boolean> {
    const kept = this.#database.delivery(identity);
    if (kept?.status !== 'unrouted') return false;
    Object.assign(kept, { organizationId, status: 'due', nextAttemptAt: new Date(now) });
    return true;
  }
}

function positionOf({ id, delivery }: UnroutedDelivery): UnroutedPosition {
  return { receivedAt: delivery.receivedAt, id };
}

function compare(a: UnroutedPosition, b: UnroutedPosition): number {
  const apart = a.receivedAt.getTime() - b.receivedAt.getTime();
  return apart === 0 ? Number(a.id > b.id) - Number(a.id < b.id) : apart;
}
