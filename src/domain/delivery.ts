import type { InviteeFact } from './invitee-fact.ts';
import type { OrganizationId } from './organization-id.ts';
import type { RoutingFormFact } from './routing-form-fact.ts';

/** The fate of a delivery. The service retries a `due` one by itself; a `dead` one waits for a person. */
export const deliveryStatuses = [
  'applied',
  'ignored',
  'unrouted',
  'quarantined',
  'due',
  'dead',
  'dismissed',
] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

/**
 * One webhook with a valid signature. Only a signature verifier makes one. `endpoint` is the id of the connection whose
 * own key signed it, '' for the environment's key. Endpoint and digest are the delivery's identity. The address in the
 * URL is the sender's choice, so it is not part of the identity.
 */
export interface VerifiedDelivery {
  readonly __brand: 'VerifiedDelivery';
  endpoint: string;
  connectionId: string | null;
  /** The exact bytes as received. */
  rawBody: Uint8Array;
  /** SHA-256 of the raw bytes, lower-case hex. */
  digest: string;
  /** Request headers worth keeping, names in lower case. */
  headers: Record<string, string>;
  receivedAt: Date;
  /**
   * The time in which the delivery counts as just signed; null means always, where the signature names no time. A
   * delivery received at another time is kept, and only a person can have it applied.
   */
  timelyBetween: { from: Date; to: Date } | null;
}

/** The content of a delivery. */
export type Fact = InviteeFact | RoutingFormFact;

/** A delivery as it is stored, without its bytes. */
export interface StoredDelivery {
  id: string;
  connectionId: string | null;
  organizationId: OrganizationId | null;
  event: string | null;
  status: DeliveryStatus;
  /** Why the delivery is not applied; null when it is. */
  reason: string | null;
  /** The number of attempts to apply it. */
  attempts: number;
  /** The number of copies that came again. */
  duplicates: number;
  receivedAt: Date;
  appliedAt: Date | null;
  nextAttemptAt: Date | null;
  sizeBytes: number;
}

/** One failed attempt to apply a delivery. */
export interface FailedAttempt {
  at: Date;
  reason: string;
}

/** The result of decoding a delivery's bytes. */
export type Decoded =
  | { kind: 'fact'; event: string; fact: Fact; userUris: string[] }
  | { kind: 'ignored'; event: string; userUris: string[] }
  | { kind: 'unusable'; event: string | null; reason: UnusableReason };

/**
 * Why bytes cannot be used: there are none, they are no JSON, JSON but no object, nested too deep, compressed, of no
 * known shape, or name nobody.
 */
export type UnusableReason =
  | 'empty'
  | 'bad_json'
  | 'not_an_object'
  | 'too_deep'
  | 'encoded'
  | 'schema'
  | 'no_email';

/** A delivery on its way in: verified, decoded and assigned to an organization (null for none). */
export interface IncomingDelivery {
  delivery: VerifiedDelivery;
  decoded: Decoded;
  organizationId: OrganizationId | null;
  /** Other endpoints at which the same bytes may be stored. A delivery stored at one of them is this delivery. */
  alsoAt?: readonly string[];
}

/** The answer to the sender of a webhook. */
export type Receipt = 'accepted' | 'duplicate' | 'ignored' | 'unrouted' | 'stored' | 'quarantined';
