import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { OrganizationStore } from '../../src/ports/organization-store.ts';

/** Which organizations are disabled, in one database, which may hold other things already. */
export interface OrganizationWorld {
  here: OrganizationStore;
  /** Another process over the same database; the same store where there is one process only. */
  there: OrganizationStore;
  /** An organization of which nothing is known yet. */
  organization(): OrganizationId;
  close(): Promise<void>;
}

/** Makes a world for one test. */
export type MakeOrganizationWorld = () => Promise<OrganizationWorld>;
