import type { CompletenessReport } from '../domain/completeness.ts';
import type { OrganizationId } from '../domain/organization-id.ts';

/** Keeps the last completeness report of each organization. */
export interface CompletenessStore {
  save(organizationId: OrganizationId, report: CompletenessReport): Promise<void>;
  /** Null when no report was made yet. */
  latest(organizationId: OrganizationId): Promise<CompletenessReport | null>;
}
