import type { AuditEntry } from '../../../src/domain/audit-entry.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { AuditStore } from '../../../src/ports/audit-store.ts';
import type { Page, Paging } from '../../../src/ports/page.ts';
import type { Database } from '../database/database.ts';
import { type AuditRow, auditEntryFrom, auditTable } from '../rows/audit-row.ts';
import { readPage } from './read-page.ts';

const reasonsQuery = `
  select audit_id as id, reason from audit_reasons
  where organization_id = $1 and audit_id = any($2::uuid[])`;

/** Reads what people did. */
export class PostgresAuditStore implements AuditStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async list(organizationId: OrganizationId, paging: Paging): Promise<Page<AuditEntry>> {
    const page = await readPage<AuditRow, AuditEntry>(this.#database, {
      maxBytes: undefined,
      ...paging,
      list: { list: 'audit', organizationId },
      table: auditTable,
      where: () => [],
      by: { sql: 'x.at', of: ({ at }) => at.toISOString() },
      direction: 'desc',
      itemFrom: (row) => auditEntryFrom({ ...row, reason: null }),
    });
    const ids = page.items.map(({ id }) => id);
    const rows = await this.#database.query<{ id: string; reason: string }>(reasonsQuery, [
      organizationId,
      ids,
    ]);
    const reasons = new Map(rows.map(({ id, reason }) => [id, reason]));
    const items = page.items.map((entry) => ({ ...entry, reason: reasons.get(entry.id) ?? null }));
    return { ...page, items };
  }
}
