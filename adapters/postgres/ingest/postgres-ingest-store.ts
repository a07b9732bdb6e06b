import { bounds } from '../../../src/domain/bounds.ts';
import { StoreUnavailable } from '../../../src/domain/errors.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { IngestStore, Touched, UnitOfWork } from '../../../src/ports/ingest-store.ts';
import type { Database } from '../database/database.ts';
import { storeError } from '../database/store-error.ts';
import { ArrayRows } from '../rows/array-rows.ts';
import { jsonRows } from '../rows/json-rows.ts';
import { addStreams, IngestStatements, lockStreams } from './ingest-statements.ts';
import type { TouchedRows } from './load-statement.ts';
import { type LoadedJson, LoadedState } from './loaded-state.ts';
import { PostgresUnitOfWork } from './postgres-unit-of-work.ts';
import { YoungStatistics } from './young-statistics.ts';

const patience = bounds.webhookStatement.value;

/**
 * The write path, in SQL about whole batches. Lock, read, decide and write are separate statements: one statement for
 * all would decide on rows from before it had the lock.
 */
export class PostgresIngestStore implements IngestStore {
  readonly #database: Database;
  readonly #statements: IngestStatements;
  readonly #statistics: YoungStatistics;
  readonly #streams = new Set<OrganizationId>();

  constructor(database: Database) {
    this.#database = database;
    this.#statements = new IngestStatements(database.embedded ? jsonRows : new ArrayRows());
    this.#statistics = new YoungStatistics(database);
  }

  async load(touched: Touched): Promise<UnitOfWork> {
    const ids = [...touched.organizations.keys()];
    await this.#makeStreams(ids);
    const { transaction, rows } = await this.#begin(ids, touched);
    const [locked, [loaded]] = rows as [StreamRow[], LoadedJson[]];
    if (locked.length < ids.length) {
      await transaction.abandon();
      this.#streams.clear();
      throw new StoreUnavailable('Streams that were there are gone. Try again.');
    }
    const seqs = new Map(locked.map(({ organizationId, seq }) => [organizationId, Number(seq)]));
    const state = new LoadedState(loaded);
    return new PostgresUnitOfWork(transaction, seqs, state, this.#statements, (grown) => {
      this.#database.committed(grown);
      for (const { scheduledEvents } of grown.values()) {
        this.#statistics.stored(scheduledEvents.length);
      }
    });
  }

  async #begin(ids: OrganizationId[], touched: Touched) {
    const load = this.#statements.load(rowsOf(touched));
    try {
      return await this.#database.begin([{ sql: lockStreams, parameters: [ids] }, load], patience);
    } catch (error) {
      throw storeError(error);
    }
  }

  /**
   * Runs outside the transaction. Inside, two writers that add streams in different orders would wait for each other.
   */
  async #makeStreams(ids: OrganizationId[]): Promise<void> {
    const fresh = ids.filter((id) => !this.#streams.has(id));
    if (fresh.length === 0) return;
    await this.#database.query(addStreams, [fresh], patience);
    for (const id of fresh) this.#streams.add(id);
  }
}

interface StreamRow {
  organizationId: OrganizationId;
  seq: string;
}

function rowsOf({ deliveries, organizations }: Touched): TouchedRows {
  const bookings: object[] = [];
  const emails: object[] = [];
  const notes: object[] = [];
  for (const [organizationId, touched] of organizations) {
    for (const booking of touched.bookings) bookings.push({ organizationId, booking });
    for (const email of touched.emails) emails.push({ organizationId, email });
    for (const key of touched.notes) notes.push({ organizationId, key });
  }
  return { deliveries, bookings, emails, notes };
}
