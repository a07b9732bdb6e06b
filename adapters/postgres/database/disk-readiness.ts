import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { StoreUnavailable } from '../../../src/domain/errors.ts';
import type { Readiness } from '../../../src/ports/readiness.ts';
import type { Database } from './database.ts';

/** The size of a segment of PostgreSQL's write-ahead log. The server creates one whenever the log needs room. */
const leastFree = 16 * 1024 * 1024;

/**
 * Fails when the database cannot write: an embedded one needs room in its folder; a server needs room and must not be
 * read-only.
 */
export class DiskReadiness implements Readiness {
  readonly part = 'disk';
  readonly #database: Database;
  readonly #dataDir: string;

  constructor(database: Database, dataDir: string) {
    this.#database = database;
    this.#dataDir = dataDir;
  }

  async probe(): Promise<void> {
    if (this.#database.embedded) await this.#lookAtFolder();
    else await this.#askServer();
  }

  async #lookAtFolder(): Promise<void> {
    await access(this.#dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(this.#dataDir);
    if (bavail * bsize < leastFree) throw new Error('The disk of the data folder is full.');
  }

  /** A managed server makes itself read-only when its disk is nearly full. A standby is always read-only. */
  async #askServer(): Promise<void> {
    if (this.#database.diskIsFull) throw new Error('The disk of the server is full.');
    const readOnly = await this.#isReadOnly();
    if (readOnly) throw new Error('The server is read-only.');
  }

  async #isReadOnly(): Promise<boolean> {
    try {
      const [row] = await this.#database.query<{ value: string }>(
        `select current_setting('transaction_read_only') as value`,
      );
      return row?.value === 'on';
    } catch (error) {
      // The part `database` reports a server that does not answer.
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  }
}
