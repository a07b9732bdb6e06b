import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { DeliveryIdentity } from '../../src/ports/ingest-store.ts';
import type {
  UnroutedDelivery,
  UnroutedPlace,
  UnroutedStore,
} from '../../src/ports/unrouted-store.ts';
import type { MemoryDatabase } from './memory-database.ts';

/** Finds in memory what is nobody's. */
export class MemoryUnroutedStore implements UnroutedStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async list(after: UnroutedPlace | null, limit: number): Promise<UnroutedDelivery[]> {
    return [...this.#database.deliveries()]
      .filter(({ status, organizationId }) => status === 'unrouted' && organizationId === null)
      .map(({ id, delivery }) => ({ id, delivery: structuredClone(delivery) }))
      .filter((one) => after === null || compare(placeOf(one), after) > 0)
      .toSorted((a, b) => compare(placeOf(a), placeOf(b)))
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

function placeOf({ id, delivery }: UnroutedDelivery): UnroutedPlace {
  return { receivedAt: delivery.receivedAt, id };
}

function compare(a: UnroutedPlace, b: UnroutedPlace): number {
  const apart = a.receivedAt.getTime() - b.receivedAt.getTime();
  return apart === 0 ? Number(a.id > b.id) - Number(a.id < b.id) : apart;
}
