import type { CompletenessReport } from '../../src/domain/completeness.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { CompletenessStore } from '../../src/ports/completeness-store.ts';

/** Keeps the last completeness reports in memory. */
export class MemoryCompletenessStore implements CompletenessStore {
  readonly #reports = new Map<OrganizationId, CompletenessReport>();

  async save(organizationId: OrganizationId, report: CompletenessReport): Promise<void> {
    this.#reports.set(organizationId, structuredClone(report));
  }

  async latest(organizationId: OrganizationId): Promise<CompletenessReport | null> {
    return structuredClone(this.#reports.get(organizationId) ?? null);
  }
}
