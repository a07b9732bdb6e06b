import type { Connection } from '../domain/connection.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { MakeConnection } from './make-connection.ts';

/** Connects a Calendly by a personal access token, which a person made there. */
export class ConnectByToken {
  readonly #makeConnection: Pick<MakeConnection, 'execute'>;

  constructor(makeConnection: Pick<MakeConnection, 'execute'>) {
    this.#makeConnection = makeConnection;
  }

  /**
   * @throws OauthRefused when Calendly does not accept it
   * @throws AlreadyConnected when another organization has this user
   */
  execute(organizationId: OrganizationId, personalAccessToken: string): Promise<Connection> {
    return this.#makeConnection.execute(organizationId, {
      kind: 'personal_token',
      accessToken: personalAccessToken,
      refreshToken: null,
      scopes: null,
      expiresAt: null,
    });
  }
}
