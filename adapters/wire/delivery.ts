import { z } from 'zod';
import { deliveryStatuses, type StoredDelivery } from '../../src/domain/delivery.ts';
import type * as ports from '../../src/ports/delivery-store.ts';
import { Instant } from './instant.ts';

/** One webhook as received, and what became of it. */
export const Delivery = z
  .object({
    id: z.string(),
    connectionId: z.string().nullable(),
    organizationId: z.string().nullable(),
    event: z.string().nullable(),
    status: z.enum(deliveryStatuses),
    reason: z.string().nullable(),
    attempts: z.number().int(),
    duplicates: z.number().int(),
    receivedAt: Instant,
    appliedAt: Instant.nullable(),
    nextAttemptAt: Instant.nullable(),
    sizeBytes: z.number().int(),
  })
  .meta({ id: 'Delivery' });

export type Delivery = z.infer<typeof Delivery>;

/** A delivery with all that is kept of it. `rawBody` is base64 of the exact bytes, null once they were purged. */
export const DeliveryFile = Delivery.extend({
  headers: z.record(z.string(), z.string()),
  rawBody: z.string().nullable(),
  /** Oldest first. */
  failedAttempts: z.array(z.object({ at: Instant, reason: z.string() })),
}).meta({ id: 'DeliveryFile' });

export type DeliveryFile = z.infer<typeof DeliveryFile>;

export function deliveryBody(stored: StoredDelivery): Delivery {
  return {
    ...stored,
    receivedAt: stored.receivedAt.toISOString(),
    appliedAt: stored.appliedAt?.toISOString() ?? null,
    nextAttemptAt: stored.nextAttemptAt?.toISOString() ?? null,
  };
}

/** Leaves the signature out: a person with it and the body could send the delivery again as if they were Calendly. */
export function deliveryFileBody(file: ports.DeliveryFile): DeliveryFile {
  const { 'calendly-webhook-signature': _signature, ...headers } = file.headers;
  return {
    ...deliveryBody(file.delivery),
    headers,
    rawBody: file.rawBody && base64(file.rawBody),
    failedAttempts: file.failedAttempts.map(({ at, reason }) => ({ at: at.toISOString(), reason })),
  };
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
