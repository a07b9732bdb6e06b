import { bounds } from '../../../src/domain/bounds.ts';
import type { Readiness } from '../../../src/ports/readiness.ts';
import type { Database } from './database.ts';

/** Fails when the database does not answer. */
export class PostgresReadiness implements Readiness {
  readonly part = 'database';
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async probe(): Promise<void> {
    await this.#database.query('select 1', [], bounds.readinessProbe.value);
  }
}
