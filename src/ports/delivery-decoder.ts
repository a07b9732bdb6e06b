import type { Decoded, VerifiedDelivery } from '../domain/delivery.ts';

/**
 * Turns a webhook's bytes into our facts. It never throws: bytes that it cannot understand are `unusable`, with a
 * reason.
 */
export interface DeliveryDecoder {
  decode(delivery: VerifiedDelivery): Decoded;
}
