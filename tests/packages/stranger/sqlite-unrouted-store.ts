import {
  type DeliveryIdentity,
  type OrganizationId,
  type UnroutedDelivery,
  type UnroutedPosition,
  type UnroutedStore,
} from 'velvena-calendly-core';
import type { SqliteDatabase } from './sqlite-database.ts';

export class SqliteUnroutedStore implements UnroutedStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async list(after: UnroutedPosition | null, limit: number): Promise<UnroutedDelivery[]> {
    return this.#database
      .deliveries()
      .filter(({ status }) => status === 'unrouted')
      .map(({ id, delivery }) => ({ id, delivery, place: `${delivery.receivedAt.toJSON()} ${id}` }))
      .filter(({ place }) => after === null || place > `${after.receivedAt.toJSON()} ${after.id}`)
      .toSorted((a, b) => (a.place < b.place ? -1 : 1))
      .slice(0, limit)
      .map(({ id, delivery }) => ({ id, delivery }));
  }

  async assign(identity: DeliveryIdentity, organizationId: OrganizationId, now: Date) {
    const kept = this.#database.delivery(identity);
    if (kept?.status !== 'unrouted') return false;
    this.#database.putDelivery({ ...kept, organizationId, status: 'due', nextAttemptAt: now });
    return true;
  }
}
