import type { OrganizationId } from '../domain/organization-id.ts';

/** Finds out who is behind a bearer token. */
export interface Authenticator {
  /**
   * @throws NotAuthenticated when the token does not let anybody in
   * @throws AuthUnavailable, StoreUnavailable when the token cannot be checked now; the same token may work later
   */
  authenticate(token: string): Promise<Principal>;
}

export interface Principal {
  subject: string;
  organizationId: OrganizationId;
  role: 'admin' | 'member';
  expiresAt: Date;
}
