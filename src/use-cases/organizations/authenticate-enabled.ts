import { NotAuthenticated } from '../../domain/errors.ts';
import type { Authenticator, Principal } from '../../ports/authenticator.ts';
import type { DisabledOrganizations } from './disabled-organizations.ts';

export interface AuthenticateEnabledParts {
  tokenAuthenticator: Authenticator;
  disabledOrganizations: DisabledOrganizations;
}

/** Authenticates with another authenticator, and refuses members of disabled organizations. */
export class AuthenticateEnabled implements Authenticator {
  readonly #parts: AuthenticateEnabledParts;

  constructor(parts: AuthenticateEnabledParts) {
    this.#parts = parts;
  }

  async authenticate(token: string): Promise<Principal> {
    const principal = await this.#parts.tokenAuthenticator.authenticate(token);
    if (await this.#parts.disabledOrganizations.has(principal.organizationId)) {
      throw new NotAuthenticated(
        'org_disabled',
        'Your organization is disabled here. Ask those who run this service to enable it again.',
      );
    }
    return principal;
  }
}
