import {
  type BookingKey,
  type DeliveryIdentity,
  type DeliveryStatus,
  type EmailAddress,
  type Grown,
  type IngestChanges,
  type IngestStore,
  type KnownNote,
  type KnownState,
  type NoteKey,
  type OrganizationChanges,
  type OrganizationId,
  StoreConflict,
  type Touched,
  type UnitOfWork,
} from 'velvena-calendly-core';
import type { KeptDelivery, SqliteDatabase } from './sqlite-database.ts';

/** Writes one unit after another. */
export class SqliteIngestStore implements IngestStore {
  readonly #database: SqliteDatabase;
  #turn: Promise<void> = Promise.resolve();

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async load(touched: Touched): Promise<UnitOfWork> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#turn;
    this.#turn = promise;
    await before;
    return new SqliteUnitOfWork(this.#database, touched, resolve);
  }
}

class SqliteUnitOfWork implements UnitOfWork {
  readonly storeTime = null;
  readonly #database: SqliteDatabase;
  readonly #touched: Touched;
  readonly #release: () => void;

  constructor(database: SqliteDatabase, touched: Touched, release: () => void) {
    this.#database = database;
    this.#touched = touched;
    this.#release = release;
  }

  statusOf(delivery: DeliveryIdentity): DeliveryStatus | undefined {
    return this.#database.delivery(delivery)?.status;
  }

  stateOf(organizationId: OrganizationId): KnownState {
    if (!this.#touched.organizations.has(organizationId)) throw new RangeError('Not loaded.');
    return new SqliteState(this.#database, organizationId);
  }

  async commit(changes: IngestChanges): Promise<void> {
    const grown: [OrganizationId, Grown][] = [];
    this.#database.transaction(() => {
      this.#writeDeliveries(changes);
      for (const [id, rows] of changes.organizations) grown.push([id, this.#write(id, rows)]);
    });
    this.#release();
    for (const [id, one] of grown) if (one.entries.length > 0) this.#database.grew(id, one);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#release();
  }

  #write(id: OrganizationId, rows: OrganizationChanges): Grown {
    const { prospects, scheduledEvents, notes } = rows;
    for (const prospect of prospects) this.#database.put(id, 'prospect', prospect);
    for (const event of scheduledEvents) this.#database.put(id, 'event', event);
    for (const note of notes) this.#database.put(id, 'note', note);
    for (const moved of rows.notesMoved) {
      const note = this.#database.all(id, 'note').find((each) => each.id === moved.id);
      if (note !== undefined) this.#database.put(id, 'note', { ...note, ...moved });
    }
    const last = this.#database.lastSeq(id);
    const entries = rows.entries.map((entry, i) => ({ ...entry, seq: last + i + 1 }));
    for (const entry of entries) this.#database.append(id, entry);
    return structuredClone({ entries, prospects, scheduledEvents, notes });
  }

  #writeDeliveries({ deliveries, repeated, settled }: IngestChanges): void {
    for (const added of deliveries) {
      if (this.#database.delivery(added.delivery) !== undefined) throw new StoreConflict('Known.');
      const failedAttempts = added.failure === null ? [] : [added.failure];
      this.#database.putDelivery({ ...added, duplicates: 0, failedAttempts });
    }
    for (const { appliedAt, ...identity } of repeated) {
      this.#change(identity, (kept) => {
        const duplicates = kept.duplicates + 1;
        if (appliedAt === null) return { ...kept, duplicates };
        const applied = {
          status: 'applied',
          reason: null,
          appliedAt,
          nextAttemptAt: null,
        } as const;
        return { ...kept, ...applied, duplicates, attempts: kept.attempts + 1 };
      });
    }
    for (const { endpoint, digest, was, failure, ...outcome } of settled) {
      this.#change({ endpoint, digest }, (kept) => {
        if (kept.status !== was) return kept;
        const failedAttempts = [...kept.failedAttempts, ...(failure === null ? [] : [failure])];
        return { ...kept, ...outcome, failedAttempts };
      });
    }
  }

  #change(identity: DeliveryIdentity, change: (kept: KeptDelivery) => KeptDelivery): void {
    const kept = this.#database.delivery(identity);
    if (kept !== undefined) this.#database.putDelivery(change(kept));
  }
}

class SqliteState implements KnownState {
  readonly #database: SqliteDatabase;
  readonly #organization: OrganizationId;

  constructor(database: SqliteDatabase, organization: OrganizationId) {
    this.#database = database;
    this.#organization = organization;
  }

  prospect(email: EmailAddress) {
    return this.#all('prospect').find((prospect) => prospect.email === email);
  }

  scheduledEvent(booking: BookingKey) {
    return this.#all('event').find((event) => event.booking === booking);
  }

  successorsOf(booking: BookingKey) {
    return this.#all('event').filter((event) => event.replaces === booking);
  }

  predecessorsOf(booking: BookingKey) {
    return this.#all('event').filter((event) => event.replacedBy === booking);
  }

  notesOf(booking: BookingKey) {
    return this.#keyed().filter((note) => note.booking === booking);
  }

  note(key: NoteKey) {
    return this.#keyed().find((note) => note.key === key);
  }

  #all<Kind extends 'prospect' | 'event' | 'note'>(kind: Kind) {
    return this.#database.all(this.#organization, kind);
  }

  #keyed(): KnownNote[] {
    return this.#all('note').flatMap(({ id, prospectId, createdAt, key, booking }) =>
      key === null ? [] : [{ id, prospectId, createdAt, key, booking }],
    );
  }
}
