import type { BookingKey } from '../domain/booking-key.ts';
import type { Note, NoteKey } from '../domain/booking-note.ts';
import type { DeliveryStatus, FailedAttempt, VerifiedDelivery } from '../domain/delivery.ts';
import type { EmailAddress } from '../domain/email-address.ts';
import type { KnownNote, KnownState } from '../domain/known-state.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { Prospect } from '../domain/prospect.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';

/**
 * Where deliveries and what they change are kept together: all of a batch or nothing of it.
 *
 * `load` takes the touched organizations' streams, so that until the unit ends nobody else changes these
 * organizations; whoever comes second sees what the first one committed.
 */
export interface IngestStore {
  /**
   * @throws StoreUnavailable when the store cannot be reached or does not answer in time
   * @throws StreamBusy when a touched organization's stream was held by others for too long
   */
  load(touched: Touched): Promise<IngestUnit>;
}

/** What a batch touches. */
export interface Touched {
  deliveries: readonly DeliveryIdentity[];
  organizations: ReadonlyMap<OrganizationId, TouchedState>;
}

export interface TouchedState {
  /** With these come their predecessors, successors and notes. */
  bookings: ReadonlySet<BookingKey>;
  emails: ReadonlySet<EmailAddress>;
  /** Notes that no booking of these leads to. */
  notes: ReadonlySet<NoteKey>;
}

export type DeliveryIdentity = Pick<VerifiedDelivery, 'endpoint' | 'digest'>;

/** One transaction. Disposing of it before it was committed leaves everything as it was. */
export interface IngestUnit extends AsyncDisposable {
  /** The status of a delivery that was stored before, even if its body was purged. */
  statusOf(delivery: DeliveryIdentity): DeliveryStatus | undefined;
  stateOf(organizationId: OrganizationId): KnownState;

  /**
   * Keeps the changes, durably, and gives the log entries the next places of each organization's sequence.
   * @throws StoreConflict when somebody else stored one of these deliveries meanwhile: load and decide again
   */
  commit(changes: IngestChanges): Promise<void>;
}

export interface IngestChanges {
  deliveries: readonly NewDelivery[];
  /** Stored deliveries that came again: their counter goes up, and their status changes if one is given. */
  repeated: readonly (DeliveryIdentity & { appliedAt: Date | null })[];
  /** Due deliveries that were tried again. One that is not due any more, when this is committed, stays as it is. */
  settled: readonly SettledDelivery[];
  organizations: ReadonlyMap<OrganizationId, OrganizationChanges>;
}

/** What became of a stored delivery; `failure` is the attempt to remember. */
export interface SettledDelivery extends DeliveryIdentity {
  status: DeliveryStatus;
  reason: string | null;
  attempts: number;
  appliedAt: Date | null;
  nextAttemptAt: Date | null;
  failure: FailedAttempt | null;
}

export interface NewDelivery {
  id: string;
  delivery: VerifiedDelivery;
  organizationId: OrganizationId | null;
  event: string | null;
  status: DeliveryStatus;
  reason: string | null;
  attempts: number;
  appliedAt: Date | null;
  nextAttemptAt: Date | null;
  failure: FailedAttempt | null;
}

/** Rows to put in place of those with the same id, or beside them. */
export interface OrganizationChanges {
  prospects: readonly Prospect[];
  scheduledEvents: readonly ScheduledEvent[];
  notes: readonly Note[];
  notesMoved: readonly KnownNote[];
  entries: readonly LogEntry[];
}
