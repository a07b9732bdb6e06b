import type { Readiness } from '../../src/ports/readiness.ts';
import type { Database } from './database.ts';

export class PostgresReadiness implements Readiness {
  readonly part = 'database';
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async probe(): Promise<void> {
    const late = AbortSignal.timeout(2000);
    await new Promise<void>((done, failed) => {
      late.addEventListener('abort', () => failed(new Error('The database did not answer.')));
      this.#database.query('select 1').then(() => done(), failed);
    });
  }
}
