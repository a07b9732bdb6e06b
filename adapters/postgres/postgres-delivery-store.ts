import { raw } from '@mikro-orm/core';
import type { FailedAttempt, StoredDelivery, VerifiedDelivery } from '../../src/domain/delivery.ts';
import { type DeliveryTally, tallyDeliveries } from '../../src/domain/delivery-tally.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type {
  DeliveryFile,
  DeliveryPage,
  DeliveryQuery,
  DeliveryStore,
  DueDelivery,
} from '../../src/ports/delivery-store.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Database } from './database.ts';
import { isUuid } from './is-uuid.ts';
import { DeliveryEntity } from './schema.ts';
import { reading } from './store-error.ts';

const fileQuery = `
  select d.headers, d.body,
    (select json_agg(json_build_object('at', f.at, 'reason', f.reason) order by f.at)
     from failed_attempts f where f.endpoint = d.endpoint and f.digest = d.digest)::text as failures
  from deliveries d where d.organization_id = $1 and d.id = $2`;

const dueQuery = `
  select organization_id as "organizationId", endpoint, connection_id as "connectionId", encode(digest, 'hex') as digest,
    headers, body, received_at as "receivedAt", attempts
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

type TallyRow = Pick<DeliveryTally, 'duplicates'> &
  Pick<StoredDelivery, 'status'> & { endpoint: string; count: number };

type DueRow = Omit<VerifiedDelivery, 'rawBody' | 'receivedAt' | 'timely'> &
  Omit<DueDelivery, 'delivery'> & { body: Uint8Array; receivedAt: string };

/** Reads the inbox. */
export class PostgresDeliveryStore implements DeliveryStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(
    organizationId: OrganizationId,
    { status, limit, cursor }: DeliveryQuery,
  ): Promise<DeliveryPage> {
    const key = await this.#database.cursorKey();
    const owner = { list: 'deliveries', organizationId } as const;
    const after = cursor === null ? null : readCursor(key, owner, cursor);
    const found = await reading(() =>
      this.#database.em().find(
        DeliveryEntity,
        {
          organizationId,
          ...(status !== null && { status }),
          ...(after && { [raw('(received_at, id) < (?::timestamptz, ?::uuid)', after)]: [] }),
        },
        { orderBy: { receivedAt: 'desc', id: 'desc' }, limit: limit + 1 },
      ),
    );
    const items = found.slice(0, limit).map(deliveryFrom);
    const last = found.length > limit ? items.at(-1) : undefined;
    const place = last && [last.receivedAt.toISOString(), last.id];
    return { items, nextCursor: place ? writeCursor(key, owner, place) : null };
  }

  async get(organizationId: OrganizationId, id: string): Promise<DeliveryFile | null> {
    if (!isUuid(id)) return null;
    const found = await reading(() =>
      this.#database.em().findOne(DeliveryEntity, { organizationId, id }),
    );
    const [file] = await this.#database.query<{
      headers: Record<string, string> | null;
      body: Uint8Array | null;
      failures: string | null;
    }>(fileQuery, [organizationId, id]);
    if (found === null || file === undefined) return null;
    const failures = JSON.parse(file.failures ?? '[]') as { at: string; reason: string }[];
    return {
      delivery: deliveryFrom(found),
      headers: parsed(file.headers),
      rawBody: file.body && new Uint8Array(file.body),
      failedAttempts: failures.map(
        ({ at, reason }): FailedAttempt => ({ at: new Date(at), reason }),
      ),
    };
  }

  async due(now: Date, limit: number): Promise<DueDelivery[]> {
    const rows = await this.#database.query<DueRow>(dueQuery, [now.toISOString(), limit]);
    return rows.map(({ organizationId, attempts, body, receivedAt, headers, ...rest }) => ({
      organizationId,
      attempts,
      // It was verified, and timely, when it came: that is how it got here.
      delivery: {
        ...rest,
        headers: parsed(headers),
        rawBody: new Uint8Array(body),
        receivedAt: new Date(receivedAt),
        timely: true,
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
}

function deliveryFrom(row: StoredDelivery): StoredDelivery {
  const { id, connectionId, organizationId, event, status, reason, attempts, duplicates } = row;
  const { receivedAt, appliedAt, nextAttemptAt, sizeBytes } = row;
  return {
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
  };
}

/** One driver parses JSON columns, the other leaves them as text. */
function parsed(headers: Record<string, string> | string | null): Record<string, string> {
  if (typeof headers === 'string') return JSON.parse(headers) as Record<string, string>;
  return headers ?? {};
}
