import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { OrganizationStore } from '../../src/ports/organization-store.ts';

/** The disabled organizations in one database, which may hold other rows already. */
export interface OrganizationWorld {
  here: OrganizationStore;
  /** The store as another process has it. A store of one process gives the same store. */
  there: OrganizationStore;
  /** An organization without any row. */
  organization(): OrganizationId;
  close(): Promise<void>;
}

/** Makes a world for one test. */
export type MakeOrganizationWorld = () => Promise<OrganizationWorld>;
