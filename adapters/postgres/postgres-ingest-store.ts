import { CompiledQuery, type ControlledTransaction } from 'kysely';
import { StoreUnavailable } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { IngestStore, IngestUnit, Touched } from '../../src/ports/ingest-store.ts';
import type { Database } from './database.ts';
import { addStreams, loadTouched, lockStreams } from './ingest-statements.ts';
import { type LoadedJson, LoadedState } from './loaded-state.ts';
import { PostgresIngestUnit } from './postgres-ingest-unit.ts';
import { storeError } from './store-error.ts';
import { YoungStatistics } from './young-statistics.ts';

/** The write path in SQL that works on whole batches: lock, read, write, commit, and a begin before. */
export class PostgresIngestStore implements IngestStore {
  readonly #database: Database;
  readonly #statistics: YoungStatistics;
  readonly #streams = new Set<OrganizationId>();

  constructor(database: Database) {
    this.#database = database;
    this.#statistics = new YoungStatistics(database);
  }

  async load(touched: Touched): Promise<IngestUnit> {
    const ids = [...touched.organizations.keys()];
    await this.#makeStreams(ids);
    const transaction = await this.#begin();
    try {
      const seqs = ids.length === 0 ? new Map() : await this.#lock(transaction, ids);
      const [loaded] = await rows<LoadedJson>(transaction, loadTouched, parametersOf(touched));
      return new PostgresIngestUnit(
        transaction,
        seqs,
        new LoadedState(loaded),
        (deliveries, grown) => {
          this.#database.committed(grown);
          this.#statistics.stored(deliveries);
        },
      );
    } catch (error) {
      await rollback(transaction);
      throw storeError(error);
    }
  }

  async #begin(): Promise<ControlledTransaction<unknown>> {
    try {
      return await this.#database.kysely().startTransaction().execute();
    } catch (error) {
      throw storeError(error);
    }
  }

  async #lock(
    transaction: ControlledTransaction<unknown>,
    ids: OrganizationId[],
  ): Promise<Map<OrganizationId, number>> {
    const locked = await rows<{ organizationId: OrganizationId; seq: string }>(
      transaction,
      lockStreams,
      [ids],
    );
    if (locked.length < ids.length) {
      this.#streams.clear();
      throw new StoreUnavailable('Streams that were there are gone. Try again.');
    }
    return new Map(locked.map(({ organizationId, seq }) => [organizationId, Number(seq)]));
  }

  /** Outside the transaction: inside, two that add streams in different orders would wait for each other. */
  async #makeStreams(ids: OrganizationId[]): Promise<void> {
    const fresh = ids.filter((id) => !this.#streams.has(id));
    if (fresh.length === 0) return;
    await this.#database.query(addStreams, [fresh]);
    for (const id of fresh) this.#streams.add(id);
  }
}

async function rows<Row>(
  transaction: ControlledTransaction<unknown>,
  sql: string,
  parameters: unknown[],
): Promise<Row[]> {
  const { rows } = await transaction.executeQuery(CompiledQuery.raw(sql, parameters));
  return rows as Row[];
}

async function rollback(transaction: ControlledTransaction<unknown>): Promise<void> {
  try {
    await transaction.rollback().execute();
  } catch {
    // The connection is gone, and the transaction with it: why it went is the error that matters.
  }
}

function parametersOf({ deliveries, organizations }: Touched): string[] {
  const bookings: object[] = [];
  const emails: object[] = [];
  const notes: object[] = [];
  for (const [organizationId, touched] of organizations) {
    for (const booking of touched.bookings) bookings.push({ organizationId, booking });
    for (const email of touched.emails) emails.push({ organizationId, email });
    for (const key of touched.notes) notes.push({ organizationId, key });
  }
  const identities = deliveries.map(({ endpoint, digest }) => ({ endpoint, digest }));
  return [identities, bookings, emails, notes].map((list) => JSON.stringify(list));
}
