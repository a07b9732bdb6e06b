import type { Note } from '../domain/booking-note.ts';
import type { ConnectionStatus } from '../domain/connection-status.ts';
import type { StoredDelivery } from '../domain/delivery.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';
import type { Sync } from '../domain/sync.ts';
import type { LoggedEntry } from './event-log.ts';
import type { ProspectView } from './prospect-store.ts';

/** Reaches the clients that listen on this process. Each organization's clients form a room. */
export interface Notifier {
  /** The organizations that have listeners here. */
  organizations(): OrganizationId[];
  broadcast(event: RealtimeEvent): void;
  /** Notifies every listener of an organization to load the current state and to continue from `seq`. */
  resync(organizationId: OrganizationId, position: LogPosition): void;
  /** True when a listener here would get an event for this audience. */
  hears(organizationId: OrganizationId, audience: Audience): boolean;
  /** Sends an event that has no position in the log. */
  notify(event: LiveEvent): void;
  /** Disconnects listeners that do not read their events. They come back, and catch up from the log. */
  dropSlowListeners(): void;
  /**
   * Notifies the listeners of these organizations that they are shut out, and disconnects them. They do not come back.
   */
  dropDisabled(organizationIds: ReadonlySet<OrganizationId>): void;
}

/** One client on its way in. Calls arrive in order. */
export interface Listener {
  send(event: RealtimeEvent): void;
  /** Resolves when the client has read what was sent, or is gone. */
  taken(): Promise<void>;
  resync(position: LogPosition): void;
  /** Puts the client into its organization's room, from now on. */
  ready(position: LogPosition & { organizationId: OrganizationId; replayed: number }): void;
}

export interface LogPosition {
  seq: number;
  epoch: string;
}

/** A log entry with its subject as it is now; null when the subject is gone. */
export type RealtimeEvent = Omit<LoggedEntry, 'changed'> & {
  organizationId: OrganizationId;
  epoch: string;
  subject: Subject | null;
};

/** All listeners of an organization, or its administrators. */
export type Audience = 'members' | 'admins';

/** An event that matters only at once. A client that was away does not get it. */
export type LiveEvent = { organizationId: OrganizationId; audience: Audience; occurredAt: Date } & (
  | { type: 'sync.progress'; sync: Sync }
  | { type: 'delivery.received'; delivery: StoredDelivery }
);

export type Subject =
  | { kind: 'prospect'; prospect: ProspectView }
  | { kind: 'scheduled_event'; scheduledEvent: ScheduledEvent }
  | { kind: 'note'; note: Note }
  | { kind: 'connection'; connection: ConnectionStatus };
