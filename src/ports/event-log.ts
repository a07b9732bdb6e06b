import type { LogEntry } from '../domain/log-entry.ts';
import type { OrganizationId } from '../domain/organization-id.ts';

/** Each organization's log of what changed: the outbox of live updates, and what a client that was away catches up from. */
export interface EventLog {
  /** Up to `limit` entries after `after`, in order, without a gap. */
  read(organizationId: OrganizationId, after: number, limit: number): Promise<LogPage>;

  /** Where the log of each organization ends. An organization of which nothing is known ends at 0. */
  heads(organizationIds: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, LogHead>>;

  /** Calls back soon after an organization's log grew. It may miss one, and may call without need. */
  onGrown(listener: (organizationId: OrganizationId) => void): void;
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
