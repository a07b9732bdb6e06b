import type {
  DeliveryStatus,
  FailedAttempt,
  StoredDelivery,
  VerifiedDelivery,
} from '../domain/delivery.ts';
import type { DeliveryTally } from '../domain/delivery-tally.ts';
import type { OrganizationId } from '../domain/organization-id.ts';

/** Reads the inbox: every delivery as received, and what became of it. */
export interface DeliveryStore {
  /**
   * A page of an organization's deliveries, newest first.
   * @throws CursorInvalid for a cursor that this organization was not given
   */
  list(organizationId: OrganizationId, query: DeliveryQuery): Promise<DeliveryPage>;

  /** Null when this organization has no such delivery. */
  get(organizationId: OrganizationId, id: string): Promise<DeliveryFile | null>;

  /** Up to `limit` deliveries whose next attempt is due, the longest due first, of all organizations. Locks nothing. */
  due(now: Date, limit: number): Promise<DueDelivery[]>;

  /** What came since an instant, counted for each address that it came to. An address to which nothing came is not in it. */
  since(organizationId: OrganizationId, instant: Date): Promise<DeliveryTally[]>;

  /** When the latest came: to a connection's address, or with null to any. Null when none is known. */
  lastReceivedAt(organizationId: OrganizationId, connectionId: string | null): Promise<Date | null>;
}

export interface DeliveryQuery {
  status: DeliveryStatus | null;
  /** 1 to 100. */
  limit: number;
  cursor: string | null;
}

export interface DeliveryPage {
  items: StoredDelivery[];
  nextCursor: string | null;
}

export interface DeliveryFile {
  delivery: StoredDelivery;
  headers: Record<string, string>;
  /** The exact bytes; null once they were purged. */
  rawBody: Uint8Array | null;
  /** Oldest first. */
  failedAttempts: FailedAttempt[];
}

/** A delivery to try again, as it was verified when it came. */
export interface DueDelivery {
  delivery: VerifiedDelivery;
  organizationId: OrganizationId;
  attempts: number;
}
