import type { Note } from '../../src/domain/booking-note.ts';
import type { FailedAttempt } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import type { ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import type { Grown, GrownListener, LoggedEntry } from '../../src/ports/event-log.ts';
import type { DeliveryIdentity, NewAuditEntry, NewDelivery } from '../../src/ports/ingest-store.ts';
import { IndexedRows } from './indexed-rows.ts';
import { OrganizationLocks } from './organization-locks.ts';

/** A stored delivery, with the number of its repetitions and its failures. */
export type KeptDelivery = Omit<NewDelivery, 'failure'> & {
  duplicates: number;
  sizeBytes: number;
  /** False once the body was cleared. The body is empty from then on. */
  hasBody: boolean;
  failedAttempts: FailedAttempt[];
};

/** The rows of one organization. */
export interface OrganizationRows {
  prospects: IndexedRows<Prospect, 'email'>;
  scheduledEvents: IndexedRows<
    ScheduledEvent,
    'booking' | 'prospectId' | 'replaces' | 'replacedBy'
  >;
  notes: IndexedRows<Note, 'booking' | 'key' | 'prospectId'>;
  /** Without a gap: the first one has the seq `purgedThrough + 1`. */
  entries: LoggedEntry[];
  purgedThrough: number;
}

/** The rows that the in-memory stores share. They are lost with the process. */
export class MemoryDatabase {
  readonly locks = new OrganizationLocks();
  readonly #organizations = new Map<OrganizationId, OrganizationRows>();
  readonly #deliveries = new Map<string, KeptDelivery>();
  readonly #audit: NewAuditEntry[] = [];
  readonly #grownListeners: GrownListener[] = [];

  /** The rows of an organization, for reading. An unknown organization has none. */
  rowsOf(organizationId: OrganizationId): OrganizationRows {
    return this.#organizations.get(organizationId) ?? noRows();
  }

  /** The rows of an organization, for writing. */
  rowsToChange(organizationId: OrganizationId): OrganizationRows {
    const rows = this.rowsOf(organizationId);
    this.#organizations.set(organizationId, rows);
    return rows;
  }

  delivery({ endpoint, digest }: DeliveryIdentity): KeptDelivery | undefined {
    return this.#deliveries.get(`${endpoint} ${digest}`);
  }

  organizations(): Iterable<OrganizationId> {
    return this.#organizations.keys();
  }

  deliveries(): Iterable<Readonly<KeptDelivery>> {
    return this.#deliveries.values();
  }

  addDelivery({ failure, ...added }: NewDelivery): void {
    const { endpoint, digest } = added.delivery;
    const failedAttempts = failure === null ? [] : [failure];
    this.#deliveries.set(`${endpoint} ${digest}`, {
      ...added,
      duplicates: 0,
      sizeBytes: added.delivery.rawBody.length,
      hasBody: true,
      failedAttempts,
    });
  }

  /** The actions of people in an organization, oldest first. */
  auditOf(organizationId: OrganizationId): readonly NewAuditEntry[] {
    return this.#audit.filter((entry) => entry.organizationId === organizationId);
  }

  /** Removes up to `limit` actions before an instant. Returns their number. */
  removeAudit(before: Date, limit: number): number {
    const old = this.#audit.filter(({ at }) => at < before).slice(0, limit);
    for (const entry of old) this.#audit.splice(this.#audit.indexOf(entry), 1);
    return old.length;
  }

  addAudit(entry: NewAuditEntry): void {
    this.#audit.push(entry);
  }

  clearBody(identity: DeliveryIdentity): void {
    const kept = this.delivery(identity);
    if (kept === undefined) return;
    kept.delivery = { ...kept.delivery, rawBody: new Uint8Array(), headers: {} };
    kept.hasBody = false;
  }

  onGrown(listener: GrownListener): void {
    this.#grownListeners.push(listener);
  }

  /** Announces that an organization's log has new entries. */
  grew(organizationId: OrganizationId, grown: Grown | null): void {
    for (const listener of this.#grownListeners) listener(organizationId, grown);
  }
}

/** The seq of an organization's last log entry. */
export function lastSeq({ entries, purgedThrough }: OrganizationRows): number {
  return purgedThrough + entries.length;
}

function noRows(): OrganizationRows {
  return {
    prospects: new IndexedRows(['email']),
    scheduledEvents: new IndexedRows(['booking', 'prospectId', 'replaces', 'replacedBy']),
    notes: new IndexedRows(['booking', 'key', 'prospectId']),
    entries: [],
    purgedThrough: 0,
  };
}
