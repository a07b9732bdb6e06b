import type { VerifiedDelivery } from '../domain/delivery.ts';

/** Tells authentic webhooks from all others. The only maker of a {@link VerifiedDelivery}. */
export interface SignatureVerifier {
  /** Answers null for everything that is not signed with a live key, whatever the reason: callers must not tell why. */
  verify(received: ReceivedWebhook): Promise<VerifiedDelivery | null>;
}

/** A webhook as it came, before anything is believed. */
export interface ReceivedWebhook {
  /** From the URL; null for the shared one. */
  connectionId: string | null;
  /** Every value of the signature header, in the order received. */
  signatures: readonly string[];
  /** The exact bytes of the body, still in their content encoding. */
  rawBody: Uint8Array;
  /** Request headers, names in lower case. */
  headers: Record<string, string>;
}
