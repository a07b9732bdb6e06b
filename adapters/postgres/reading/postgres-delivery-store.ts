import type { StoredDelivery, VerifiedDelivery } from '../../../src/domain/delivery.ts';
import { type DeliveryTally, tallyDeliveries } from '../../../src/domain/delivery-tally.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type {
  DecidableDelivery,
  DeliveryFile,
  DeliveryPage,
  DeliveryQuery,
  DeliveryStore,
  DueDelivery,
} from '../../../src/ports/delivery-store.ts';
import type { Database } from '../database/database.ts';
import { DeliveryEntity } from '../database/schema.ts';
import { reading } from '../database/store-error.ts';
import { isUuid } from '../rows/is-uuid.ts';
import { parsedHeaders } from '../rows/parsed-headers.ts';
import { isUndecided, owner } from '../rows/undecided.ts';
import { readDeliveryFile } from './read-delivery-file.ts';
import { readPage } from './read-page.ts';
import {
  type StoredDeliveryRow,
  storedDeliveriesTable,
  storedDeliveryFrom,
} from './stored-delivery-row.ts';

const decidableQuery = `
  select ${storedDeliveriesTable.json('d')}::text as stored, endpoint, encode(digest, 'hex') as digest,
    connection_id as "connectionId", headers, body
  from deliveries d where organization_id = $1 and id = $2`;

const dueQuery = `
  select organization_id as "organizationId", endpoint, connection_id as "connectionId", encode(digest, 'hex') as digest,
    headers, body, received_at as "receivedAt", attempts, next_attempt_at as "dueAt"
  from deliveries
  where status = 'due' and next_attempt_at <= $1::timestamptz and organization_id is not null and body is not null
  order by next_attempt_at limit $2`;

const sinceQuery = `
  select endpoint, status, count(*)::int as count, sum(duplicates)::int as duplicates
  from deliveries where organization_id = $1 and received_at >= $2::timestamptz
  group by endpoint, status`;

const lastReceivedQuery = `
  select received_at as "receivedAt" from deliveries where organization_id = $1
  order by received_at desc limit 1`;

const lastReceivedAtQuery = `
  select received_at as "receivedAt" from deliveries
  where organization_id = $1 and endpoint = $2 and endpoint <> ''
  order by received_at desc limit 1`;

const undecidedQuery = `
  select coalesce(sum(size_bytes), 0)::text as bytes from deliveries where ${isUndecided} and ${owner} = $1`;

type TallyRow = Pick<DeliveryTally, 'duplicates'> &
  Pick<StoredDelivery, 'status'> & { endpoint: string; count: number };

type DecidableRow = Pick<VerifiedDelivery, 'endpoint' | 'digest' | 'connectionId'> & {
  stored: string;
  headers: Record<string, string> | string | null;
  body: Uint8Array | null;
};

type DueRow = Omit<VerifiedDelivery, 'rawBody' | 'receivedAt' | 'timelyBetween'> &
  Omit<DueDelivery, 'delivery' | 'dueAt'> & { body: Uint8Array; receivedAt: string; dueAt: string };

/** Reads the inbox. */
export class PostgresDeliveryStore implements DeliveryStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  list(
    organizationId: OrganizationId,
    { status, ...paging }: DeliveryQuery,
  ): Promise<DeliveryPage> {
    return readPage<StoredDeliveryRow, StoredDelivery>(this.#database, {
      maxBytes: undefined,
      ...paging,
      list: { list: 'deliveries', organizationId },
      table: storedDeliveriesTable,
      where: (write) => (status === null ? [] : [`x.status = ${write.value(status)}`]),
      by: { sql: 'x.received_at', of: ({ receivedAt }) => receivedAt.toISOString() },
      direction: 'desc',
      itemFrom: storedDeliveryFrom,
    });
  }

  async get(organizationId: OrganizationId, id: string): Promise<DeliveryFile | null> {
    if (!isUuid(id)) return null;
    const condition = 'd.organization_id = $1 and d.id = $2';
    return readDeliveryFile(this.#database, condition, [organizationId, id]);
  }

  async some(organizationId: OrganizationId, ids: readonly string[]): Promise<StoredDelivery[]> {
    const found = await reading(() =>
      this.#database.em().find(DeliveryEntity, { organizationId, id: { $in: ids.filter(isUuid) } }),
    );
    return found.map(storedDeliveryFrom);
  }

  async decidable(organizationId: OrganizationId, id: string): Promise<DecidableDelivery | null> {
    if (!isUuid(id)) return null;
    const [row] = await this.#database.query<DecidableRow>(decidableQuery, [organizationId, id]);
    if (row === undefined) return null;
    const { stored, endpoint, digest, connectionId, headers, body } = row;
    const delivery = storedDeliveryFrom(JSON.parse(stored) as StoredDeliveryRow);
    const { receivedAt } = delivery;
    return {
      stored: delivery,
      identity: { endpoint, digest },
      verified:
        body &&
        ({
          endpoint,
          digest,
          connectionId,
          headers: parsedHeaders(headers),
          rawBody: new Uint8Array(body),
          receivedAt,
          timelyBetween: null,
        } as VerifiedDelivery),
    };
  }

  async due(now: Date, limit: number): Promise<DueDelivery[]> {
    const rows = await this.#database.query<DueRow>(dueQuery, [now.toISOString(), limit]);
    return rows.map(({ organizationId, attempts, dueAt, body, receivedAt, headers, ...rest }) => ({
      organizationId,
      attempts,
      dueAt: new Date(dueAt),
      // A stored delivery was verified and timely when it came.
      delivery: {
        ...rest,
        headers: parsedHeaders(headers),
        rawBody: new Uint8Array(body),
        receivedAt: new Date(receivedAt),
        timelyBetween: null,
      } as VerifiedDelivery,
    }));
  }

  async since(organizationId: OrganizationId, instant: Date): Promise<DeliveryTally[]> {
    const parameters = [organizationId, instant.toISOString()];
    return tallyDeliveries(await this.#database.query<TallyRow>(sinceQuery, parameters));
  }

  async lastReceivedAt(
    organizationId: OrganizationId,
    connectionId: string | null,
  ): Promise<Date | null> {
    const [query, more] =
      connectionId === null ? [lastReceivedQuery, []] : [lastReceivedAtQuery, [connectionId]];
    const [last] = await this.#database.query<{ receivedAt: string }>(query, [
      organizationId,
      ...more,
    ]);
    return last === undefined ? null : new Date(last.receivedAt);
  }

  async undecidedBytes(organizationId: OrganizationId): Promise<number> {
    const [row] = await this.#database.query<{ bytes: string }>(undecidedQuery, [organizationId]);
    return Number(row?.bytes ?? 0);
  }
}
