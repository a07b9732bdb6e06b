import { MemoryOrganizationStore } from '../../adapters/memory/memory-organization-store.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { OrganizationWorld } from '../contracts/organization-world.ts';

/** Which organizations are disabled, in an empty memory. */
export function anOrganizationWorld(): OrganizationWorld {
  const store = new MemoryOrganizationStore();
  let organizations = 0;
  return {
    here: store,
    there: store,
    organization: () => organizationId(`org-${(organizations += 1)}`),
    close: async () => undefined,
  };
}
