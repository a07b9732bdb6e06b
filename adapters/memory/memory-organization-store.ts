import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type {
  DisabledOrganization,
  OrganizationStore,
} from '../../src/ports/organization-store.ts';

/** Keeps in memory which organizations are disabled. */
export class MemoryOrganizationStore implements OrganizationStore {
  readonly #disabledAt = new Map<OrganizationId, Date>();

  async disabled(): Promise<DisabledOrganization[]> {
    return [...this.#disabledAt].map(([id, at]) => ({ id, disabledAt: new Date(at) }));
  }

  async disable(id: OrganizationId, now: Date): Promise<'disabled' | 'already_disabled'> {
    if (this.#disabledAt.has(id)) return 'already_disabled';
    this.#disabledAt.set(id, new Date(now));
    return 'disabled';
  }

  async enable(id: OrganizationId): Promise<'enabled' | 'not_disabled'> {
    return this.#disabledAt.delete(id) ? 'enabled' : 'not_disabled';
  }
}
