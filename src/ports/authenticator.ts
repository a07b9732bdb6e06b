import type { OrganizationId } from '../domain/organization-id.ts';

/** Tells who is behind a bearer token. */
export interface Authenticator {
  /**
   * @throws NotAuthenticated when the token does not let anybody in
   * @throws AuthUnavailable, StoreUnavailable when that cannot be told now: the same token may do later
   */
  authenticate(token: string): Promise<Principal>;
}

export interface Principal {
  subject: string;
  organizationId: OrganizationId;
  role: 'admin' | 'member';
  expiresAt: Date;
}
