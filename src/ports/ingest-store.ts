import type { AuditEntry } from '../domain/audit-entry.ts';
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
 * Keeps deliveries together with their changes: all of a batch or nothing of it.
 *
 * `load` locks the streams of the touched organizations. Nobody else changes these organizations until the unit of work
 * ends. The next one sees what this one committed.
 */
export interface IngestStore {
  /**
   * @throws StoreUnavailable when the store cannot be reached or does not answer in time
   * @throws StreamBusy when another writer held a touched organization's stream for too long
   */
  load(touched: Touched): Promise<UnitOfWork>;
}

/** The rows that a batch touches. */
export interface Touched {
  deliveries: readonly DeliveryIdentity[];
  organizations: ReadonlyMap<OrganizationId, TouchedState>;
}

export interface TouchedState {
  /** With these come their predecessors, successors and notes. */
  bookings: ReadonlySet<BookingKey>;
  emails: ReadonlySet<EmailAddress>;
  /** Notes that none of these bookings leads to. */
  notes: ReadonlySet<NoteKey>;
}

export type DeliveryIdentity = Pick<VerifiedDelivery, 'endpoint' | 'digest'>;

/**
 * One transaction: the loaded state, then the commit. Disposing of it before the commit leaves everything as it was.
 */
export interface UnitOfWork extends AsyncDisposable {
  /** The time of the store's own clock at the load; null for a store without a clock. */
  readonly storeTime: Date | null;
  /** The status of a delivery that was stored before, even if its body was purged. */
  statusOf(delivery: DeliveryIdentity): DeliveryStatus | undefined;
  stateOf(organizationId: OrganizationId): KnownState;

  /**
   * Stores the changes durably, and gives the log entries the next positions of each organization's sequence.
   * @throws StoreConflict when somebody else stored one of these deliveries meanwhile: load and decide again
   */
  commit(changes: IngestChanges): Promise<void>;
}

export interface IngestChanges {
  deliveries: readonly NewDelivery[];
  /** Stored deliveries that came again: their counter goes up, and a given `appliedAt` makes them `applied`. */
  repeated: readonly (DeliveryIdentity & { appliedAt: Date | null })[];
  /** Stored deliveries with a new decision. A delivery whose status is no longer `was` stays as it is. */
  settled: readonly SettledDelivery[];
  /** People's acts, stored with the changes. */
  audit?: readonly NewAuditEntry[];
  organizations: ReadonlyMap<OrganizationId, OrganizationChanges>;
}

/** The outcome of a stored delivery. `failure` is the failed attempt to record. */
export interface SettledDelivery extends DeliveryIdentity {
  /** The status before the decision. */
  was: DeliveryStatus;
  status: DeliveryStatus;
  reason: string | null;
  attempts: number;
  appliedAt: Date | null;
  nextAttemptAt: Date | null;
  failure: FailedAttempt | null;
}

export interface NewAuditEntry extends AuditEntry {
  organizationId: OrganizationId;
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

/** Rows to insert. A row with a known id replaces the stored one. */
export interface OrganizationChanges {
  prospects: readonly Prospect[];
  scheduledEvents: readonly ScheduledEvent[];
  notes: readonly Note[];
  notesMoved: readonly KnownNote[];
  entries: readonly LogEntry[];
}
