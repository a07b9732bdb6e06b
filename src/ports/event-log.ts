import type { Note } from '../domain/booking-note.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Prospect } from '../domain/prospect.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';

/**
 * Each organization's log of changes. It is the outbox of live updates, and a client that was away catches up from it.
 */
export interface EventLog {
  /** Up to `limit` entries after `after`, in order, without a gap. */
  read(organizationId: OrganizationId, after: number, limit: number): Promise<LogPage>;

  /** The end of each organization's log. The log of an unknown organization ends at 0. */
  heads(organizationIds: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, LogHead>>;

  /**
   * Calls the listener soon after an organization's log grew. The listener gets the appended entries when this process
   * appended them. It may miss a commit, and may be called without need.
   */
  onGrown(listener: GrownListener): void;
}

export type GrownListener = (organizationId: OrganizationId, grown: Grown | null) => void;

/** The entries that one commit appended, and the rows that it changed. A notifier need not read these rows again. */
export interface Grown {
  entries: readonly LoggedEntry[];
  prospects: readonly Prospect[];
  scheduledEvents: readonly ScheduledEvent[];
  notes: readonly Note[];
}

export interface LogHead {
  /** The position of the last entry; 0 when there is none yet. */
  seq: number;
  /**
   * Names this log. Another database behind the log gives another epoch, and positions of the old one mean nothing in
   * it.
   */
  epoch: string;
  /** Entries up to this position were purged. */
  purgedThrough: number;
}

export interface LogPage extends LogHead {
  entries: LoggedEntry[];
}

/** An entry with its position: dense per organization, starting at 1. */
export interface LoggedEntry extends LogEntry {
  seq: number;
}
