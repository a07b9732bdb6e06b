import type { Decoded, VerifiedDelivery } from '../domain/delivery.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { ConnectionDirectory } from './connection-directory.ts';

/** Says whose a delivery is. */
export class RouteDelivery {
  readonly #directory: Pick<ConnectionDirectory, 'find' | 'ofUsers'>;
  readonly #defaultOrganizationId: OrganizationId | null;

  constructor(
    directory: Pick<ConnectionDirectory, 'find' | 'ofUsers'>,
    defaultOrganizationId: OrganizationId | null,
  ) {
    this.#directory = directory;
    this.#defaultOrganizationId = defaultOrganizationId;
  }

  /**
   * What is signed with a connection's own key is that connection's. Anything else belongs to the connection of the user
   * who made the subscription, else to that of the first host who has one, else to the default organization. A delivery
   * is one organization's: where creator and hosts are different ones', it is the creator's.
   *
   * Null for a delivery that is nobody's: it is kept, and applied when somebody claims it.
   */
  async execute(
    { connectionId }: Pick<VerifiedDelivery, 'connectionId'>,
    decoded: Decoded,
  ): Promise<OrganizationId | null> {
    if (connectionId !== null) {
      return (await this.#directory.find(connectionId))?.organizationId ?? null;
    }
    const userUris = decoded.kind === 'unusable' ? [] : decoded.userUris;
    const connection = await this.#directory.ofUsers(userUris);
    return connection?.organizationId ?? this.#defaultOrganizationId;
  }
}
