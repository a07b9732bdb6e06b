import type { StoredDelivery } from '../../../src/domain/delivery.ts';
import type { DeliveryFile } from '../../../src/ports/delivery-store.ts';
import type { NewAuditEntry } from '../../../src/ports/ingest-store.ts';
import type { OperatorInbox, OperatorQuery } from '../../../src/ports/operator-inbox.ts';
import type { Database } from '../database/database.ts';
import { isUuid } from '../rows/is-uuid.ts';
import { readDeliveryFile } from './read-delivery-file.ts';
import {
  type StoredDeliveryRow,
  storedDeliveriesTable,
  storedDeliveryFrom,
} from './stored-delivery-row.ts';

const listQuery = `
  select ${storedDeliveriesTable.json('d')}::text as stored from deliveries d
  where status = any($1::text[]) and ($2::text is null or organization_id = $2)
  order by received_at desc, id desc limit $3`;

/** In one statement, so that no delivery is assigned by nobody. */
const assignStatement = `
  with assigned as (
    update deliveries set organization_id = $2, status = 'due', next_attempt_at = $3::timestamptz
    where id = $1 and status = 'unrouted' and body is not null
    returning id
  ), audited as (
    insert into audit (organization_id, id, at, actor, action, subject)
    select $2, $4::uuid, $5::timestamptz, $6, $7, $8 from assigned
  ), reasons as (
    insert into audit_reasons (organization_id, audit_id, reason)
    select $2, $4::uuid, $9::text from assigned where $9::text is not null
  )
  select id from assigned`;

const dismissStatement = `
  update deliveries set status = 'dismissed' where id = $1 and status = 'unrouted' returning id`;

/** The inbox of all organizations in the database. */
export class PostgresOperatorInbox implements OperatorInbox {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list({ statuses, organizationId, limit }: OperatorQuery): Promise<StoredDelivery[]> {
    const parameters = [statuses, organizationId, limit];
    const rows = await this.#database.query<{ stored: string }>(listQuery, parameters);
    return rows.map(({ stored }) => storedDeliveryFrom(JSON.parse(stored) as StoredDeliveryRow));
  }

  async get(id: string): Promise<DeliveryFile | null> {
    return isUuid(id) ? readDeliveryFile(this.#database, 'd.id = $1', [id]) : null;
  }

  async assign(id: string, now: Date, entry: NewAuditEntry): Promise<boolean> {
    if (!isUuid(id)) return false;
    const { organizationId, at, actor, action, subject, reason } = entry;
    const assigned = await this.#database.query(assignStatement, [
      id,
      organizationId,
      now.toISOString(),
      entry.id,
      at.toISOString(),
      actor,
      action,
      subject,
      reason,
    ]);
    return assigned.length > 0;
  }

  async dismissUnrouted(id: string): Promise<boolean> {
    if (!isUuid(id)) return false;
    return (await this.#database.query(dismissStatement, [id])).length > 0;
  }
}
