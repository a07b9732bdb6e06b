import type { StoredDelivery } from '../../src/domain/delivery.ts';
import type { DeliveryFile } from '../../src/ports/delivery-store.ts';
import type { NewAuditEntry } from '../../src/ports/ingest-store.ts';
import type { OperatorInbox, OperatorQuery } from '../../src/ports/operator-inbox.ts';
import { deliveryFileFrom, deliveryFrom } from './delivery-from.ts';
import type { KeptDelivery, MemoryDatabase } from './memory-database.ts';

/** The inbox of all organizations in memory. */
export class MemoryOperatorInbox implements OperatorInbox {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async list({ statuses, organizationId, limit }: OperatorQuery): Promise<StoredDelivery[]> {
    return [...this.#database.deliveries()]
      .filter(({ status }) => statuses.includes(status))
      .filter((kept) => organizationId === null || kept.organizationId === organizationId)
      .toSorted(newestFirst)
      .slice(0, limit)
      .map(deliveryFrom);
  }

  async get(id: string): Promise<DeliveryFile | null> {
    const kept = this.#find(id);
    return kept === undefined ? null : deliveryFileFrom(kept);
  }

  async assign(id: string, now: Date, entry: NewAuditEntry): Promise<boolean> {
    const kept = this.#find(id);
    if (kept?.status !== 'unrouted' || !kept.hasBody) return false;
    const { organizationId } = entry;
    Object.assign(kept, { organizationId, status: 'due', nextAttemptAt: new Date(now) });
    this.#database.addAudit(structuredClone(entry));
    return true;
  }

  async dismissUnrouted(id: string): Promise<boolean> {
    const kept = this.#find(id);
    if (kept?.status !== 'unrouted') return false;
    Object.assign(kept, { status: 'dismissed' });
    return true;
  }

  #find(id: string): Readonly<KeptDelivery> | undefined {
    return [...this.#database.deliveries()].find((kept) => kept.id === id);
  }
}

function newestFirst(a: Readonly<KeptDelivery>, b: Readonly<KeptDelivery>): number {
  const apart = b.delivery.receivedAt.getTime() - a.delivery.receivedAt.getTime();
  return apart === 0 ? Number(a.id < b.id) - Number(a.id > b.id) : apart;
}
