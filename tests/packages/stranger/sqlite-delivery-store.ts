import {
  type DecidableDelivery,
  type DeliveryFile,
  type DeliveryQuery,
  type DeliveryStore,
  type DueDelivery,
  type OrganizationId,
  type StoredDelivery,
  tallyDeliveries,
  undecidedStatuses,
} from 'velvena-calendly-core';
import { pageOf } from './page-of.ts';
import type { KeptDelivery, SqliteDatabase } from './sqlite-database.ts';

export class SqliteDeliveryStore implements DeliveryStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async list(organization: OrganizationId, { status, ...paging }: DeliveryQuery) {
    const positioned = this.#database
      .deliveries()
      .filter((kept) => kept.organizationId === organization)
      .filter((kept) => status === null || kept.status === status)
      .map((kept) => ({ at: kept.delivery.receivedAt, id: kept.id, row: shown(kept) }));
    return pageOf(positioned, `deliveries ${organization}`, 'newest first', paging);
  }

  async get(organization: OrganizationId, id: string): Promise<DeliveryFile | null> {
    const kept = this.#database
      .deliveries()
      .find((each) => each.id === id && each.organizationId === organization);
    if (kept === undefined) return null;
    const { delivery, failedAttempts } = kept;
    const { headers, rawBody } = delivery;
    return { delivery: shown(kept), headers, rawBody, failedAttempts };
  }

  async some(organization: OrganizationId, ids: readonly string[]) {
    return this.#of(organization)
      .filter(({ id }) => ids.includes(id))
      .map(shown);
  }

  async decidable(organization: OrganizationId, id: string): Promise<DecidableDelivery | null> {
    const kept = this.#of(organization).find((each) => each.id === id);
    if (kept === undefined) return null;
    const { endpoint, digest } = kept.delivery;
    return { stored: shown(kept), identity: { endpoint, digest }, verified: kept.delivery };
  }

  async due(now: Date, limit: number): Promise<DueDelivery[]> {
    const when = (kept: KeptDelivery) => kept.nextAttemptAt?.getTime() ?? Number.POSITIVE_INFINITY;
    return this.#database
      .deliveries()
      .filter((kept) => kept.status === 'due' && when(kept) <= now.getTime())
      .toSorted((a, b) => when(a) - when(b))
      .flatMap(({ delivery, organizationId, attempts, nextAttemptAt }) =>
        organizationId === null || nextAttemptAt === null
          ? []
          : [{ delivery, organizationId, attempts, dueAt: nextAttemptAt }],
      )
      .slice(0, limit);
  }

  async since(organization: OrganizationId, instant: Date) {
    return tallyDeliveries(
      this.#of(organization)
        .filter(({ delivery }) => delivery.receivedAt >= instant)
        .map(({ delivery: { endpoint }, status, duplicates }) => {
          return { endpoint, status, count: 1, duplicates };
        }),
    );
  }

  async lastReceivedAt(organization: OrganizationId, connectionId: string | null) {
    const [last] = this.#of(organization)
      .filter(({ delivery }) => connectionId === null || delivery.endpoint === connectionId)
      .map(({ delivery }) => delivery.receivedAt)
      .toSorted((a, b) => b.getTime() - a.getTime());
    return last ?? null;
  }

  async undecidedBytes(organization: OrganizationId) {
    return this.#of(organization)
      .filter(({ status }) => undecidedStatuses.includes(status))
      .reduce((total, { delivery }) => total + delivery.rawBody.length, 0);
  }

  #of(organization: OrganizationId): KeptDelivery[] {
    return this.#database.deliveries().filter((kept) => kept.organizationId === organization);
  }
}

function shown({
  delivery,
  failure: _f,
  failedAttempts: _a,
  ...kept
}: KeptDelivery): StoredDelivery {
  const { connectionId, receivedAt, rawBody } = delivery;
  return { ...kept, connectionId, receivedAt, sizeBytes: rawBody.length };
}
