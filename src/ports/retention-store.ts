import type { LogEntry } from '../domain/log-entry.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Cutoffs } from '../domain/retention-policy.ts';

/**
 * Removes what is older than its retention time, one batch at a time. Each batch is removed whole or not at all.
 * Removing it again changes nothing.
 */
export interface RetentionStore {
  /**
   * Up to `limit` organizations after `after` that have scheduled events or log entries older than these instants. The
   * store chooses the order. It locks nothing.
   */
  organizations(
    before: Cutoffs,
    after: OrganizationId | null,
    limit: number,
  ): Promise<OrganizationId[]>;

  /** Goes through an organization's old scheduled events and log entries, oldest first. */
  sweep(organizationId: OrganizationId, before: Cutoffs): RetentionSweep;

  /**
   * Goes through the raw bodies of applied and ignored deliveries of all organizations, oldest first. It holds no
   * stream, so no writer waits for it. A delivery that another writer is changing is left to the next run.
   */
  sweepBodies(receivedBefore: Date): BodySweep;

  /**
   * Goes through the raw bodies of undecided deliveries: first those received before the instant, then the oldest
   * beyond the limit of bytes. The limit holds for each organization, and for all deliveries without one together. It
   * holds no stream.
   */
  sweepUndecided(receivedBefore: Date, bytesOfOrganization: number): BodySweep;

  /** Goes through the audit entries of all organizations, with their reasons. */
  sweepAudit(actedBefore: Date): AuditSweep;
}

export interface AuditSweep {
  /** Removes up to `limit` entries. Returns their number, which is below `limit` when none is left. */
  remove(limit: number): Promise<number>;
}

export interface RetentionSweep {
  /**
   * Takes the organization's stream, and up to `limit` rows of each kind.
   * @throws StoreUnavailable when the store cannot be reached or does not answer in time
   * @throws StreamBusy when another writer held the stream for too long
   */
  next(limit: number): Promise<RetentionBatch>;
}

/** One transaction. Disposing of it before the commit leaves everything as it was. */
export interface RetentionBatch extends AsyncDisposable {
  /** Ids of the scheduled events that are too old. */
  readonly scheduledEvents: readonly string[];
  /** The number of entries at the beginning of the log that are too old. The log stays without a gap. */
  readonly logEntries: number;
  /** False when nothing too old is left behind this batch. */
  readonly mayHaveMore: boolean;

  /** Removes the batch durably, and appends these entries to the organization's log. */
  commit(entries: readonly LogEntry[]): Promise<void>;
}

export interface BodySweep {
  /**
   * Clears up to `limit` raw bodies with their headers. Returns their number, which is below `limit` when none is left.
   * Digest, status and counters stay for ever.
   */
  clear(limit: number): Promise<number>;
}
