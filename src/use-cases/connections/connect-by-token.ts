import type { Connection } from '../../domain/connection.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { MakeConnection } from './make-connection.ts';

export interface ConnectByTokenParts {
  makeConnection: Pick<MakeConnection, 'execute'>;
}

/** Connects Calendly by a personal access token, which a person made there. */
export class ConnectByToken {
  readonly #parts: ConnectByTokenParts;

  constructor(parts: ConnectByTokenParts) {
    this.#parts = parts;
  }

  /**
   * @throws OauthRefused when Calendly does not accept the token
   * @throws AlreadyConnected when another organization has this user
   */
  execute(organizationId: OrganizationId, personalAccessToken: string): Promise<Connection> {
    return this.#parts.makeConnection.execute(organizationId, {
      kind: 'personal_token',
      accessToken: personalAccessToken,
      refreshToken: null,
      scopes: null,
      expiresAt: null,
    });
  }
}
