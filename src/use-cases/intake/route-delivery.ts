import type { Decoded, IncomingDelivery, VerifiedDelivery } from '../../domain/delivery.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { ConnectionDirectory } from './connection-directory.ts';

export interface RouteDeliveryParts {
  connectionDirectory: Pick<ConnectionDirectory, 'find' | 'ofUsers' | 'idsOf'>;
  defaultOrganizationId: OrganizationId | null;
}

/** Finds the organization of a delivery. */
export class RouteDelivery {
  readonly #parts: RouteDeliveryParts;

  constructor(parts: RouteDeliveryParts) {
    this.#parts = parts;
  }

  /**
   * A delivery signed with a connection's own key belongs to that connection. Any other belongs to the connection of
   * the user who made the subscription, else to that of the first host with a connection, else to the default
   * organization. A delivery belongs to one organization: where creator and hosts belong to several, the creator's
   * counts.
   *
   * Null for a delivery without an organization. It is stored, and applied when somebody connects its user.
   */
  async execute(
    { connectionId }: Pick<VerifiedDelivery, 'connectionId'>,
    decoded: Decoded,
  ): Promise<OrganizationId | null> {
    if (connectionId !== null) {
      return (await this.#parts.connectionDirectory.find(connectionId))?.organizationId ?? null;
    }
    const userUris = decoded.kind === 'unusable' ? [] : decoded.userUris;
    const connection = await this.#parts.connectionDirectory.ofUsers(userUris);
    return connection?.organizationId ?? this.#parts.defaultOrganizationId;
  }

  /** The routed delivery, with the endpoints at which a copy may be stored already. */
  async incoming(delivery: VerifiedDelivery, decoded: Decoded): Promise<IncomingDelivery> {
    const organizationId = await this.execute(delivery, decoded);
    const alsoAt = await this.#otherEndpoints(delivery, organizationId);
    return { delivery, decoded, organizationId, alsoAt };
  }

  /**
   * The other endpoints at which this organization may have stored the same bytes: that of the environment's key, and
   * those of its other connections. Another organization's endpoints never count, so a foreign copy cannot hide a
   * booking.
   */
  async #otherEndpoints(
    { endpoint }: Pick<VerifiedDelivery, 'endpoint'>,
    organizationId: OrganizationId | null,
  ): Promise<string[]> {
    const ids =
      organizationId === null ? [] : await this.#parts.connectionDirectory.idsOf(organizationId);
    return ['', ...ids].filter((other) => other !== endpoint);
  }
}
