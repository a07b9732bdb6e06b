import type { VerifiedDelivery } from '../domain/delivery.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { DeliveryIdentity } from './ingest-store.ts';

/** Deliveries that belonged to no organization on arrival. */
export interface UnroutedStore {
  /**
   * Up to `limit` deliveries after a position (null: from the first one), in the order of receipt. It locks nothing.
   */
  list(after: UnroutedPosition | null, limit: number): Promise<UnroutedDelivery[]>;

  /**
   * Gives a delivery to an organization, due at once: the next retry applies it. False when it is no longer unrouted.
   */
  assign(delivery: DeliveryIdentity, organizationId: OrganizationId, now: Date): Promise<boolean>;
}

/**
 * A position in the order of receipt: after this delivery. With an empty id: after everything received before
 * `receivedAt`.
 */
export interface UnroutedPosition {
  receivedAt: Date;
  id: string;
}

export interface UnroutedDelivery {
  id: string;
  delivery: VerifiedDelivery;
}
