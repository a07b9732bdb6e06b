import type { VerifiedDelivery } from '../../../src/domain/delivery.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { DeliveryIdentity } from '../../../src/ports/ingest-store.ts';
import type {
  UnroutedDelivery,
  UnroutedPosition,
  UnroutedStore,
} from '../../../src/ports/unrouted-store.ts';
import type { Database } from '../database/database.ts';
import { parsedHeaders } from '../rows/parsed-headers.ts';

const listQuery = `
  select id, endpoint, connection_id as "connectionId", encode(digest, 'hex') as digest, headers, body,
    received_at as "receivedAt"
  from deliveries
  where status = 'unrouted' and body is not null and (received_at, id) > ($1::timestamptz, $2::uuid)
  order by received_at, id limit $3`;

/** One row at a time: writers of several deliveries lock their rows in another order, which could end in a deadlock. */
const assignStatement = `
  update deliveries set organization_id = $3, status = 'due', next_attempt_at = $4::timestamptz
  where endpoint = $1 and digest = decode($2, 'hex') and status = 'unrouted'
  returning id`;

const noId = '00000000-0000-0000-0000-000000000000';

type Row = Omit<VerifiedDelivery, 'rawBody' | 'receivedAt' | 'timelyBetween' | 'headers'> & {
  id: string;
  headers: Record<string, string> | string | null;
  body: Uint8Array;
  receivedAt: string;
};

/** Finds unrouted deliveries and assigns them to an organization. */
export class PostgresUnroutedStore implements UnroutedStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(after: UnroutedPosition | null, limit: number): Promise<UnroutedDelivery[]> {
    const parameters = [after?.receivedAt.toISOString() ?? '-infinity', after?.id || noId, limit];
    const rows = await this.#database.query<Row>(listQuery, parameters);
    return rows.map(({ id, body, receivedAt, headers, ...rest }) => ({
      id,
      // Only a timely delivery can be unrouted.
      delivery: {
        ...rest,
        headers: parsedHeaders(headers),
        rawBody: new Uint8Array(body),
        receivedAt: new Date(receivedAt),
        timelyBetween: null,
      } as VerifiedDelivery,
    }));
  }

  async assign(
    { endpoint, digest }: DeliveryIdentity,
    organizationId: OrganizationId,
    now: Date,
  ): Promise<boolean> {
    const parameters = [endpoint, digest, organizationId, now.toISOString()];
    const assigned = await this.#database.query(assignStatement, parameters);
    return assigned.length > 0;
  }
}
