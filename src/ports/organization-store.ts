import type { OrganizationId } from '../domain/organization-id.ts';

/**
 * Keeps which organizations are disabled: nobody of theirs is let in, whatever token they bear. Organizations
 * themselves are the backend's that signs the tokens: none has to be known here to be disabled.
 */
export interface OrganizationStore {
  /** All that are disabled now, in no order. */
  disabled(): Promise<DisabledOrganization[]>;
  /** One that is disabled already stays so since when it was. */
  disable(id: OrganizationId, now: Date): Promise<'disabled' | 'already_disabled'>;
  enable(id: OrganizationId): Promise<'enabled' | 'not_disabled'>;
}

export interface DisabledOrganization {
  id: OrganizationId;
  disabledAt: Date;
}
