import type {
  DeliveryStatus,
  FailedAttempt,
  StoredDelivery,
  VerifiedDelivery,
} from '../domain/delivery.ts';
import type { DeliveryTally } from '../domain/delivery-tally.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Page, Paging } from './page.ts';

/** Reads the inbox: every delivery as received, and its status. */
export interface DeliveryStore {
  /**
   * A page of an organization's deliveries, newest first.
   * @throws CursorInvalid for a cursor that this organization was not given
   */
  list(organizationId: OrganizationId, query: DeliveryQuery): Promise<DeliveryPage>;

  /** Null when this organization has no such delivery. */
  get(organizationId: OrganizationId, id: string): Promise<DeliveryFile | null>;

  /** An organization's deliveries with these ids, in any order. Unknown ids are left out. */
  some(organizationId: OrganizationId, ids: readonly string[]): Promise<StoredDelivery[]>;

  /** A delivery on which a person can decide. Null when this organization has no such delivery. */
  decidable(organizationId: OrganizationId, id: string): Promise<DecidableDelivery | null>;

  /**
   * Up to `limit` deliveries of all organizations whose next attempt is due, the longest due first. It locks nothing.
   */
  due(now: Date, limit: number): Promise<DueDelivery[]>;

  /** Counts an organization's deliveries since an instant, by address. Addresses without deliveries are left out. */
  since(organizationId: OrganizationId, instant: Date): Promise<DeliveryTally[]>;

  /** When the latest delivery came to a connection's address, or with null to any address. Null when none is known. */
  lastReceivedAt(organizationId: OrganizationId, connectionId: string | null): Promise<Date | null>;

  /** The total size in bytes of the raw bodies of an organization's undecided deliveries. */
  undecidedBytes(organizationId: OrganizationId): Promise<number>;
}

export interface DeliveryQuery extends Paging {
  status: DeliveryStatus | null;
}

export type DeliveryPage = Page<StoredDelivery>;

export interface DeliveryFile {
  delivery: StoredDelivery;
  headers: Record<string, string>;
  /** The exact bytes; null once they were purged. */
  rawBody: Uint8Array | null;
  /** Oldest first. */
  failedAttempts: FailedAttempt[];
}

/** A stored delivery, with the verified one as it came; null once its bytes were cleared. */
export interface DecidableDelivery {
  stored: StoredDelivery;
  identity: Pick<VerifiedDelivery, 'endpoint' | 'digest'>;
  verified: VerifiedDelivery | null;
}

/** A delivery to retry, as it was verified on arrival. */
export interface DueDelivery {
  delivery: VerifiedDelivery;
  organizationId: OrganizationId;
  attempts: number;
  /** When this attempt was due. It lies at or before the requested instant. */
  dueAt: Date;
}
