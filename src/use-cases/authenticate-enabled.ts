import { NotAuthenticated } from '../domain/errors.ts';
import type { Authenticator, Principal } from '../ports/authenticator.ts';
import type { DisabledOrganizations } from './disabled-organizations.ts';

/** Lets in whom another authenticator lets in, unless their organization is disabled. */
export class AuthenticateEnabled implements Authenticator {
  readonly #authenticator: Authenticator;
  readonly #disabled: DisabledOrganizations;

  constructor(authenticator: Authenticator, disabled: DisabledOrganizations) {
    this.#authenticator = authenticator;
    this.#disabled = disabled;
  }

  async authenticate(token: string): Promise<Principal> {
    const principal = await this.#authenticator.authenticate(token);
    if (await this.#disabled.has(principal.organizationId)) {
      throw new NotAuthenticated(
        'org_disabled',
        'Your organization is disabled here. Ask those who run this service to enable it again.',
      );
    }
    return principal;
  }
}
