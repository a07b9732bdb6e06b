import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import { StoreConflict } from '../../src/domain/errors.ts';
import type { KnownState } from '../../src/domain/known-state.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Grown } from '../../src/ports/event-log.ts';
import type {
  DeliveryIdentity,
  IngestChanges,
  OrganizationChanges,
  SettledDelivery,
  Touched,
  UnitOfWork,
} from '../../src/ports/ingest-store.ts';
import { LoadedState } from './loaded-state.ts';
import { lastSeq, type MemoryDatabase } from './memory-database.ts';

/** One transaction. It holds its organizations' locks until it is committed or disposed of. */
export class MemoryUnitOfWork implements UnitOfWork {
  readonly storeTime = null;
  readonly #database: MemoryDatabase;
  readonly #release: () => void;
  readonly #statuses = new Map<string, DeliveryStatus>();
  readonly #states = new Map<OrganizationId, KnownState>();
  #ended = false;

  constructor(database: MemoryDatabase, touched: Touched, release: () => void) {
    this.#database = database;
    this.#release = release;
    for (const identity of touched.deliveries) {
      const stored = database.delivery(identity);
      if (stored !== undefined) this.#statuses.set(nameOf(identity), stored.status);
    }
    for (const [id, { bookings, emails, notes }] of touched.organizations) {
      this.#states.set(id, new LoadedState(database.rowsOf(id), bookings, emails, notes));
    }
  }

  statusOf(delivery: DeliveryIdentity): DeliveryStatus | undefined {
    return this.#statuses.get(nameOf(delivery));
  }

  stateOf(organizationId: OrganizationId): KnownState {
    const state = this.#states.get(organizationId);
    if (state === undefined) throw new RangeError(`${organizationId} was not loaded.`);
    return state;
  }

  async commit(changes: IngestChanges): Promise<void> {
    if (this.#ended) throw new Error('This unit has ended.');
    const organizations = [...changes.organizations].map(([id, rows]) => {
      this.stateOf(id);
      return [id, copyOf(rows)] as const;
    });
    const deliveries = structuredClone(changes.deliveries);
    if (deliveries.some(({ delivery }) => this.#database.delivery(delivery) !== undefined)) {
      throw new StoreConflict('Another unit stored one of these deliveries.');
    }

    // Nothing below throws or waits, so everything is kept or nothing.
    for (const delivery of deliveries) this.#database.addDelivery(delivery);
    for (const { appliedAt, ...identity } of changes.repeated) this.#repeat(identity, appliedAt);
    for (const settled of structuredClone(changes.settled)) this.#settle(settled);
    for (const entry of structuredClone(changes.audit ?? [])) this.#database.addAudit(entry);
    const grown = organizations.map(([id, rows]) => [id, this.#merge(id, rows)] as const);
    this.#end();
    for (const [id, one] of grown) if (one.entries.length > 0) this.#database.grew(id, one);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
  }

  #repeat(identity: DeliveryIdentity, appliedAt: Date | null): void {
    const stored = this.#database.delivery(identity);
    if (stored === undefined) return;
    stored.duplicates += 1;
    if (appliedAt === null) return;
    stored.status = 'applied';
    stored.reason = null;
    stored.attempts += 1;
    stored.appliedAt = new Date(appliedAt);
    stored.nextAttemptAt = null;
  }

  #settle({ was, failure, endpoint, digest, ...outcome }: SettledDelivery): void {
    const stored = this.#database.delivery({ endpoint, digest });
    if (stored?.status !== was) return;
    Object.assign(stored, outcome);
    if (failure !== null) stored.failedAttempts.push(failure);
  }

  #merge(organizationId: OrganizationId, changes: OrganizationChanges): Grown {
    const rows = this.#database.rowsToChange(organizationId);
    for (const prospect of changes.prospects) rows.prospects.put(prospect);
    for (const event of changes.scheduledEvents) rows.scheduledEvents.put(event);
    for (const note of changes.notes) rows.notes.put(note);
    for (const moved of changes.notesMoved) {
      const note = rows.notes.get(moved.id);
      if (note !== undefined) rows.notes.put({ ...note, ...moved });
    }
    const { prospects, scheduledEvents, notes } = changes;
    const start = lastSeq(rows) + 1;
    const entries = changes.entries.map((entry, i) => ({ ...entry, seq: start + i }));
    rows.entries.push(...entries);
    return { entries, prospects, scheduledEvents, notes };
  }

  #end(): void {
    this.#ended = true;
    this.#release();
  }
}

function nameOf({ endpoint, digest }: DeliveryIdentity): string {
  return `${endpoint} ${digest}`;
}

function copyOf(changes: OrganizationChanges): OrganizationChanges {
  const { prospects, scheduledEvents, notes, notesMoved, entries } = changes;
  return structuredClone({ prospects, scheduledEvents, notes, notesMoved, entries });
}
