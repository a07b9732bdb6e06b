import type { InviteeFact } from './invitee-fact.ts';
import type { OrganizationId } from './organization-id.ts';
import type { RoutingFormFact } from './routing-form-fact.ts';

/** What became of a delivery. `due` is tried again by itself, `dead` waits for a person. */
export type DeliveryStatus =
  | 'applied'
  | 'ignored'
  | 'unrouted'
  | 'quarantined'
  | 'due'
  | 'dead'
  | 'dismissed';

/**
 * One webhook whose signature was found right. Only a signature verifier makes one.
 * `endpoint` is '' for the shared URL, else the connection's id: with the digest it is the delivery's identity.
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
  /** False when it was signed further from now than the tolerance: kept, but applied only on a person's word. */
  timely: boolean;
}

/** What a delivery can tell. */
export type Fact = InviteeFact | RoutingFormFact;

/** A delivery as it is kept. Its bytes are read one delivery at a time. */
export interface StoredDelivery {
  id: string;
  connectionId: string | null;
  organizationId: OrganizationId | null;
  event: string | null;
  status: DeliveryStatus;
  /** Why it is not applied; null when it is. */
  reason: string | null;
  /** How often applying it was tried. */
  attempts: number;
  /** How often it came again. */
  duplicates: number;
  receivedAt: Date;
  appliedAt: Date | null;
  nextAttemptAt: Date | null;
  sizeBytes: number;
}

/** One try to apply a delivery that did not succeed. */
export interface FailedAttempt {
  at: Date;
  reason: string;
}

/** What a decoder made of a delivery's bytes. */
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

/** A delivery on its way in: verified, decoded and sent to an organization (null when it is nobody's). */
export interface IncomingDelivery {
  delivery: VerifiedDelivery;
  decoded: Decoded;
  organizationId: OrganizationId | null;
}

/** The word that the sender of a webhook gets back. */
export type Receipt = 'accepted' | 'duplicate' | 'ignored' | 'unrouted' | 'stored' | 'quarantined';
