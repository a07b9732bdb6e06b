import type { Note } from '../domain/booking-note.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Prospect } from '../domain/prospect.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';

/** Each organization's log of what changed: the outbox of live updates, and what a client that was away catches up from. */
export interface EventLog {
  /** Up to `limit` entries after `after`, in order, without a gap. */
  read(organizationId: OrganizationId, after: number, limit: number): Promise<LogPage>;

  /** Where the log of each organization ends. An organization of which nothing is known ends at 0. */
  heads(organizationIds: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, LogHead>>;

  /**
   * Calls back soon after an organization's log grew, with what was appended where this process did it. It may miss
   * one, and may call without need.
   */
  onGrown(listener: GrownListener): void;
}

export type GrownListener = (organizationId: OrganizationId, grown: Grown | null) => void;

/** What one commit appended, and the rows that it changed: they need not be read again to tell of them. */
export interface Grown {
  entries: readonly LoggedEntry[];
  prospects: readonly Prospect[];
  scheduledEvents: readonly ScheduledEvent[];
  notes: readonly Note[];
}

export interface LogHead {
  /** The place of the last entry: 0 when there was none yet. */
  seq: number;
  /** Names this log. It changes when the database behind it is another one, so places in it mean nothing any more. */
  epoch: string;
  /** Entries up to this place are gone. */
  purgedThrough: number;
}

export interface LogPage extends LogHead {
  entries: LoggedEntry[];
}

/** An entry with its place: dense per organization, starting at 1. */
export interface LoggedEntry extends LogEntry {
  seq: number;
}
