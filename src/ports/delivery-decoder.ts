import type { Decoded, VerifiedDelivery } from '../domain/delivery.ts';

/** Turns a webhook's bytes into our facts. Never throws: what cannot be understood is `unusable`, with a reason. */
export interface DeliveryDecoder {
  decode(delivery: VerifiedDelivery): Decoded;
}
