import type { IngestStore, IngestUnit, Touched } from '../../src/ports/ingest-store.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { MemoryIngestUnit } from './memory-ingest-unit.ts';

/** Keeps deliveries and what they change in memory. Units on one organization take turns, first come, first served. */
export class MemoryIngestStore implements IngestStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async load(touched: Touched): Promise<IngestUnit> {
    const release = await this.#database.locks.take(touched.organizations.keys());
    return new MemoryIngestUnit(this.#database, touched, release);
  }
}
