import type { StoredDelivery } from '../../../src/domain/delivery.ts';
import { Table } from '../rows/table.ts';

/** A row of `deliveries` without the body and the headers. Instants are `Date` from the mapper and ISO text in JSON. */
export type StoredDeliveryRow = {
  [column in keyof StoredDelivery]: Date extends StoredDelivery[column]
    ? StoredDelivery[column] | string
    : StoredDelivery[column];
};

export const storedDeliveriesTable = new Table('deliveries', {
  id: 'uuid',
  connectionId: 'text',
  organizationId: 'text',
  event: 'text',
  status: 'text',
  reason: 'text',
  attempts: 'int',
  duplicates: 'int',
  receivedAt: 'timestamptz',
  appliedAt: 'timestamptz',
  nextAttemptAt: 'timestamptz',
  sizeBytes: 'int',
});

export function storedDeliveryFrom(row: StoredDeliveryRow): StoredDelivery {
  const { id, connectionId, organizationId, event, status, reason, attempts, duplicates } = row;
  return {
    id,
    connectionId,
    organizationId,
    event,
    status,
    reason,
    attempts,
    duplicates,
    receivedAt: new Date(row.receivedAt),
    appliedAt: dateFrom(row.appliedAt),
    nextAttemptAt: dateFrom(row.nextAttemptAt),
    sizeBytes: row.sizeBytes,
  };
}

function dateFrom(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}
