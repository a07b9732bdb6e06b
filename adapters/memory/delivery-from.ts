import type { StoredDelivery } from '../../src/domain/delivery.ts';
import type { DeliveryFile } from '../../src/ports/delivery-store.ts';
import type { KeptDelivery } from './memory-database.ts';

/** A kept delivery without its bytes. */
export function deliveryFrom(kept: Readonly<KeptDelivery>): StoredDelivery {
  const { id, organizationId, event, status, reason, attempts, duplicates } = kept;
  const { connectionId, receivedAt } = kept.delivery;
  const { appliedAt, nextAttemptAt, sizeBytes } = kept;
  return structuredClone({
    id,
    connectionId,
    organizationId,
    event,
    status,
    reason,
    attempts,
    duplicates,
    receivedAt,
    appliedAt,
    nextAttemptAt,
    sizeBytes,
  });
}

/** A kept delivery with its headers, its bytes and its failed attempts. */
export function deliveryFileFrom(kept: Readonly<KeptDelivery>): DeliveryFile {
  const { headers, rawBody } = kept.delivery;
  return structuredClone({
    delivery: deliveryFrom(kept),
    headers,
    rawBody: kept.hasBody ? rawBody : null,
    failedAttempts: kept.failedAttempts,
  });
}
