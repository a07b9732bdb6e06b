import type { AuditEntry } from '../domain/audit-entry.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Page, Paging } from './page.ts';

/** Reads people's acts. An entry is written together with the change that it is about: see {@link IngestStore}. */
export interface AuditStore {
  /**
   * A page of an organization's acts, newest first.
   * @throws CursorInvalid for a cursor that this organization was not given
   */
  list(organizationId: OrganizationId, paging: Paging): Promise<Page<AuditEntry>>;
}
