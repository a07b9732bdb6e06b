import type { VerifiedDelivery } from '../domain/delivery.ts';

/** Separates authentic webhooks from all others. It alone makes a {@link VerifiedDelivery}. */
export interface SignatureVerifier {
  /** Null for a webhook that no live key signed, for any reason. Callers must not reveal the reason. */
  verify(received: ReceivedWebhook): Promise<VerifiedDelivery | null>;
}

/** A webhook as it came, before anything is believed. */
export interface ReceivedWebhook {
  /** From the URL; null for the shared address. */
  connectionId: string | null;
  /** Every value of the signature header, in the order received. */
  signatures: readonly string[];
  /** The exact bytes of the body, still in their content encoding. */
  rawBody: Uint8Array;
  /** Request headers, names in lower case. */
  headers: Record<string, string>;
}
