import type { IngestStore, Touched, UnitOfWork } from '../../src/ports/ingest-store.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { MemoryUnitOfWork } from './memory-unit-of-work.ts';

/**
 * Keeps deliveries and their changes in memory. Units of work on one organization take turns, first come, first served.
 */
export class MemoryIngestStore implements IngestStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  async load(touched: Touched): Promise<UnitOfWork> {
    const release = await this.#database.locks.take(touched.organizations.keys());
    return new MemoryUnitOfWork(this.#database, touched, release);
  }
}
