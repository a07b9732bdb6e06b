import type { DeliveryStatus } from './delivery.ts';

/** What came to one address, counted. */
export interface DeliveryTally {
  /** Whose address it is; null for the shared one. */
  connectionId: string | null;
  /** How many deliveries ended how. */
  statuses: Partial<Record<DeliveryStatus, number>>;
  /** How often one of these came again. */
  duplicates: number;
}

/** Adds up counts by address. `endpoint` is as a delivery has it: '' for the shared address. */
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
