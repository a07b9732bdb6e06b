import type { StoredDelivery } from '../../src/domain/delivery.ts';
import type { NewDelivery, SettledDelivery } from '../../src/ports/ingest-store.ts';

/** A delivery that was just stored, as the inbox shows it. */
export function asStored(
  { delivery, failure: _remembered, ...row }: NewDelivery,
  changes: Partial<StoredDelivery> = {},
): StoredDelivery {
  const { connectionId, receivedAt, rawBody } = delivery;
  const sizeBytes = rawBody.length;
  return { ...row, connectionId, receivedAt, sizeBytes, duplicates: 0, ...changes };
}

/** A stored delivery after it was tried again. By default it was applied at the first try. */
export function aSettledDelivery(
  { delivery: { endpoint, digest } }: NewDelivery,
  changes: Partial<SettledDelivery> = {},
): SettledDelivery {
  return {
    endpoint,
    digest,
    was: 'due',
    status: 'applied',
    reason: null,
    attempts: 1,
    appliedAt: null,
    nextAttemptAt: null,
    failure: null,
    ...changes,
  };
}
