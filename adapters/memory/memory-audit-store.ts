import type { AuditEntry } from '../../src/domain/audit-entry.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { AuditStore } from '../../src/ports/audit-store.ts';
import type { Page, Paging } from '../../src/ports/page.ts';
import { ListCursors } from './list-cursors.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { pageOf } from './page-of.ts';

/** Reads from memory what people did. */
export class MemoryAuditStore implements AuditStore {
  readonly #database: MemoryDatabase;
  readonly #cursors = new ListCursors();

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async list(organizationId: OrganizationId, paging: Paging): Promise<Page<AuditEntry>> {
    return pageOf([...this.#database.auditOf(organizationId)], organizationId, this.#cursors, {
      ...paging,
      order: 'descending',
      positionOf: ({ at, id }) => ({ at, id }),
      itemFrom: ({ organizationId: _organizationId, ...entry }) => structuredClone(entry),
    });
  }
}
