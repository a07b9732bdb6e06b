import type { StoredDelivery } from '../../domain/delivery.ts';
import type { NewDelivery } from '../../ports/ingest-store.ts';

/** A new delivery as the store has it from its commit on. */
export function storedDelivery(added: NewDelivery): StoredDelivery {
  const { id, organizationId, event, status, reason, attempts, appliedAt, nextAttemptAt } = added;
  const { connectionId, receivedAt, rawBody } = added.delivery;
  return {
    id,
    connectionId,
    organizationId,
    event,
    status,
    reason,
    attempts,
    duplicates: 0,
    receivedAt,
    appliedAt,
    nextAttemptAt,
    sizeBytes: rawBody.byteLength,
  };
}
