import type { DeliveryStatus } from './delivery.ts';

/** Counts of the deliveries to one address. */
export interface DeliveryTally {
  /** The connection that has the address; null for the shared address. */
  connectionId: string | null;
  /** The number of deliveries by status. */
  statuses: Partial<Record<DeliveryStatus, number>>;
  /** The number of copies that came again. */
  duplicates: number;
}

/** Adds up counts by address. `endpoint` is a delivery's: '' for the shared address. */
export function tallyDeliveries(
  counts: Iterable<{ endpoint: string; status: DeliveryStatus; count: number; duplicates: number }>,
): DeliveryTally[] {
  const tallies = new Map<string, DeliveryTally>();
  for (const { endpoint, status, count, duplicates } of counts) {
    const connectionId = endpoint === '' ? null : endpoint;
    const tally = tallies.get(endpoint) ?? { connectionId, statuses: {}, duplicates: 0 };
    tally.statuses[status] = (tally.statuses[status] ?? 0) + count;
    tally.duplicates += duplicates;
    tallies.set(endpoint, tally);
  }
  return [...tallies.values()];
}
