import type { DeliveryStatus, StoredDelivery } from '../domain/delivery.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { DeliveryFile } from './delivery-store.ts';
import type { NewAuditEntry } from './ingest-store.ts';

/**
 * The inbox of all organizations, and of none. It is for the operator on the machine, and no request of a tenant reads
 * it.
 */
export interface OperatorInbox {
  /** Deliveries with one of these statuses, newest first: of one organization, or of all and of none. */
  list(query: OperatorQuery): Promise<StoredDelivery[]>;

  /** A delivery, whoever owns it. Null when nobody stored it. */
  get(id: string): Promise<DeliveryFile | null>;

  /**
   * Gives an unrouted delivery to the organization of the audit entry, due at once, and records who did it. False when
   * the delivery is not unrouted, or its bytes were cleared.
   */
  assign(id: string, now: Date, entry: NewAuditEntry): Promise<boolean>;

  /** Puts an unrouted delivery aside. False when it is not unrouted. */
  dismissUnrouted(id: string): Promise<boolean>;
}

export interface OperatorQuery {
  statuses: readonly DeliveryStatus[];
  organizationId: OrganizationId | null;
  limit: number;
}
