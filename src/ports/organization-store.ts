import type { OrganizationId } from '../domain/organization-id.ts';

/**
 * Keeps the disabled organizations. A token of a disabled organization lets nobody in. The backend that signs the
 * tokens owns the organizations, so an unknown one can be disabled too.
 */
export interface OrganizationStore {
  /** All organizations that are disabled now, in no order. */
  disabled(): Promise<DisabledOrganization[]>;
  /** A second call leaves the date of the first. */
  disable(id: OrganizationId, now: Date): Promise<'disabled' | 'already_disabled'>;
  enable(id: OrganizationId): Promise<'enabled' | 'not_disabled'>;
}

export interface DisabledOrganization {
  id: OrganizationId;
  disabledAt: Date;
}
