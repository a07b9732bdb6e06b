import type { VerifiedDelivery } from '../domain/delivery.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { DeliveryIdentity } from './ingest-store.ts';

/** Deliveries that were nobody's when they came. */
export interface UnroutedStore {
  /** Up to `limit` of them, received after a place (null: from the first on), in the order of receipt. Locks nothing. */
  list(after: UnroutedPlace | null, limit: number): Promise<UnroutedDelivery[]>;

  /**
   * Makes one an organization's, due at once: from then on it is applied like any that is to be tried again. False when
   * it is not unrouted any more.
   */
  assign(delivery: DeliveryIdentity, organizationId: OrganizationId, now: Date): Promise<boolean>;
}

/** A place in the order of receipt: after this delivery, or after all that came before an instant (with an empty id). */
export interface UnroutedPlace {
  receivedAt: Date;
  id: string;
}

export interface UnroutedDelivery {
  id: string;
  delivery: VerifiedDelivery;
}
