import type { Note } from '../domain/booking-note.ts';
import type { ConnectionStatus } from '../domain/connection-status.ts';
import type { StoredDelivery } from '../domain/delivery.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';
import type { Sync } from '../domain/sync.ts';
import type { LoggedEntry } from './event-log.ts';
import type { ProspectView } from './prospect-store.ts';

/** Reaches the clients that listen on this process. Each organization's clients are a room of their own. */
export interface Notifier {
  /** The organizations that have listeners here. */
  organizations(): OrganizationId[];
  broadcast(event: RealtimeEvent): void;
  /** Tells every listener of an organization to load the current state and to continue from `seq`. */
  resync(organizationId: OrganizationId, place: Place): void;
  /** Whether anybody listens here whom a word for this audience would reach. */
  hears(organizationId: OrganizationId, audience: Audience): boolean;
  /** Tells what has no place in the log. */
  tell(word: LiveEvent): void;
  /** Lets go of listeners that do not take what is sent to them. They come back, and catch up from the log. */
  dropSlowListeners(): void;
  /** Tells the listeners of these organizations that they are shut out, and lets go of them: they are not to come back. */
  dropDisabled(organizationIds: ReadonlySet<OrganizationId>): void;
}

/** One client, on its way in. Calls arrive in order. */
export interface Listener {
  send(event: RealtimeEvent): void;
  /** Resolves when the client has taken what was sent, or is gone. */
  taken(): Promise<void>;
  resync(place: Place): void;
  /** From now on the client is in its organization's room. */
  ready(place: Place & { organizationId: OrganizationId; replayed: number }): void;
}

export interface Place {
  seq: number;
  epoch: string;
}

/** A log entry with its subject as it is now; null when that is gone. */
export type RealtimeEvent = Omit<LoggedEntry, 'changed'> & {
  organizationId: OrganizationId;
  epoch: string;
  subject: Subject | null;
};

/** All listeners of an organization, or its administrators. */
export type Audience = 'members' | 'admins';

/** What is worth something only at once: who was away does not get it. */
export type LiveEvent = { organizationId: OrganizationId; audience: Audience; occurredAt: Date } & (
  | { type: 'sync.progress'; sync: Sync }
  | { type: 'delivery.received'; delivery: StoredDelivery }
);

export type Subject =
  | { kind: 'prospect'; prospect: ProspectView }
  | { kind: 'scheduled_event'; scheduledEvent: ScheduledEvent }
  | { kind: 'note'; note: Note }
  | { kind: 'connection'; connection: ConnectionStatus };
