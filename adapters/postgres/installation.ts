import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';

interface Queried {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** What a database knows of itself: which one it is, and the key that is its own. */
export class Installation {
  readonly #database: Queried;
  #cursorKey: Buffer | undefined;

  constructor(database: Queried) {
    this.#database = database;
  }

  /**
   * A database that was copied, or restored from a backup, is another one from now on, and gets an identity of its own:
   * it is known by where it lies, which a copy cannot keep. `dataDir` is null for one on a server.
   */
  async settle(dataDir: string | null): Promise<void> {
    const folder = dataDir === null ? placeOnServer : `'${await fingerprintOf(dataDir)}'`;
    await this.#database.query(
      `insert into installation (id, cursor_key, folder)
       select $1::uuid, decode($2, 'hex'), here.folder from (select ${folder} as folder) as here
       on conflict (only_row) do update set id = excluded.id, folder = excluded.folder
       where installation.folder is distinct from excluded.folder`,
      [uuid(), randomBytes(32).toString('hex')],
    );
  }

  /** Signs the cursors that clients are given. The same on every process of one database. */
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

/** A dump that is restored makes its tables anew, a database made from a template is new itself. */
const placeOnServer = `(
  select concat_ws(':', oid, 'installation'::regclass::oid) from pg_database where datname = current_database()
)`;

/** The file is written once. A copy has another number, or the same one at another time: numbers are given again. */
async function fingerprintOf(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres/PG_VERSION');
  const { dev, ino, birthtimeNs } = await stat(file, { bigint: true });
  return `${dev}:${ino}:${birthtimeNs}`;
}
