import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';

interface Queried {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** The identity of a database, and its own key. */
export class Installation {
  readonly #database: Queried;
  #cursorKey: Buffer | undefined;

  constructor(database: Queried) {
    this.#database = database;
  }

  /**
   * Gives a new identity to a database that was copied or restored from a backup. Its location, which a copy cannot
   * keep, shows that it is another one. `dataDir` is null for a database on a server.
   */
  async settle(dataDir: string | null): Promise<void> {
    const folder = dataDir === null ? locationOnServer : `'${await fingerprintOf(dataDir)}'`;
    await this.#database.query(
      `insert into installation (id, cursor_key, folder)
       select $1::uuid, decode($2, 'hex'), here.folder from (select ${folder} as folder) as here
       on conflict (only_row) do update set id = excluded.id, folder = excluded.folder
       where installation.folder is distinct from excluded.folder`,
      [uuid(), randomBytes(32).toString('hex')],
    );
  }

  /** The key that signs cursors. All processes of one database share it. */
  async cursorKey(): Promise<Buffer> {
    if (this.#cursorKey === undefined) {
      const rows = await this.#database.query<{ key: string }>(
        `select encode(cursor_key, 'hex') as key from installation`,
      );
      this.#cursorKey = Buffer.from(rows[0]?.key ?? '', 'hex');
    }
    return this.#cursorKey;
  }
}

/** A restored dump has new tables, and a database made from a template is itself new. Their oids differ. */
const locationOnServer = `(
  select concat_ws(':', oid, 'installation'::regclass::oid) from pg_database where datname = current_database()
)`;

/**
 * The file is written once. A copy has another inode number, or the same one with another birth time: numbers are used
 * again.
 */
async function fingerprintOf(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres/PG_VERSION');
  const { dev, ino, birthtimeNs } = await stat(file, { bigint: true });
  return `${dev}:${ino}:${birthtimeNs}`;
}
