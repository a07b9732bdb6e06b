import type { LogEntry } from '../domain/log-entry.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Cutoffs } from '../domain/retention-policy.ts';

/**
 * Takes away what is kept no longer, a batch at a time. Each batch is there or not as a whole, and taking the same
 * things away twice takes nothing away.
 */
export interface RetentionStore {
  /**
   * Up to `limit` organizations that have scheduled events or log entries older than that, in an order of the store's
   * own, after `after`. Locks nothing.
   */
  organizations(
    before: Cutoffs,
    after: OrganizationId | null,
    limit: number,
  ): Promise<OrganizationId[]>;

  /** Goes through what an organization has of these, oldest first. */
  sweep(organizationId: OrganizationId, before: Cutoffs): RetentionSweep;

  /**
   * Goes through the raw bodies of applied and ignored deliveries, whoever's they are, oldest first. It holds no stream:
   * no writer waits for it, and a delivery that somebody is changing is left to the next run.
   */
  sweepBodies(receivedBefore: Date): BodySweep;
}

export interface RetentionSweep {
  /**
   * Takes the organization's stream, and up to `limit` of each kind.
   * @throws StoreUnavailable when the store cannot be reached or does not answer in time
   * @throws StreamBusy when the stream was held by others for too long
   */
  next(limit: number): Promise<RetentionBatch>;
}

/** One transaction. Disposing of it before it was committed leaves everything as it was. */
export interface RetentionBatch extends AsyncDisposable {
  /** Ids of scheduled events that are too old. */
  readonly scheduledEvents: readonly string[];
  /** How many entries at the beginning of the log are too old. The log stays without a gap. */
  readonly logEntries: number;
  /** False when nothing too old is left behind this batch. */
  readonly mayHaveMore: boolean;

  /** Removes them, durably, and appends these entries to the organization's log. */
  commit(entries: readonly LogEntry[]): Promise<void>;
}

export interface BodySweep {
  /**
   * Clears up to `limit` raw bodies with their headers, and answers how many: fewer than `limit` when none is left.
   * Digest, status and counters stay for ever.
   */
  clear(limit: number): Promise<number>;
}
