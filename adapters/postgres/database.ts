import { randomBytes } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM as EmbeddedOrm } from '@mikro-orm/pglite';
import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { Migration0001FirstTables } from './migrations/migration-0001-first-tables.ts';
import { entities } from './schema.ts';
import { storeError } from './store-error.ts';

export interface DatabaseOptions {
  /** `postgresql://…`; without it the database is embedded in `dataDir`. */
  url: string | undefined;
  dataDir: string;
  /** Connections to a server. The embedded database has one. */
  maxConnections?: number;
}

/** The open database: connections, the mapper, and word of what this process committed. */
export class Database {
  readonly embedded: boolean;
  readonly #orm: MikroORM;
  readonly #release: () => Promise<void>;
  readonly #listeners: ((organizationId: OrganizationId) => void)[] = [];
  #cursorKey: Buffer | undefined;

  private constructor(orm: MikroORM, embedded: boolean, release: () => Promise<void>) {
    this.#orm = orm;
    this.embedded = embedded;
    this.#release = release;
  }

  /**
   * Opens the database, and brings its tables up to date.
   * @throws DataFolderLocked when another process has the embedded database open
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    const database =
      options.url === undefined ? await openEmbedded(options) : await openServer(options);
    await database.#orm.migrator.up();
    await database.#install(options);
    return database;

    async function openEmbedded({ dataDir }: DatabaseOptions): Promise<Database> {
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      const release = await lockDataFolder(dataDir);
      const orm = await EmbeddedOrm.init({
        ...common,
        dbName: join(dataDir, 'postgres'),
        driverOptions: { extensions: { pg_trgm } },
      });
      return new Database(orm as unknown as MikroORM, true, release);
    }

    async function openServer({ url, maxConnections = 12 }: DatabaseOptions): Promise<Database> {
      const orm = await MikroORM.init({
        ...common,
        clientUrl: url as string,
        pool: { min: 0, max: maxConnections },
        driverOptions: { connectionTimeoutMillis: 4000, options: '-c lock_timeout=3000' },
      });
      return new Database(orm, false, async () => undefined);
    }
  }

  /** A unit of the mapper, for one request. */
  em(): SqlEntityManager {
    return this.#orm.em.fork() as unknown as SqlEntityManager;
  }

  /** The query builder below the mapper, for statements that work on many rows at once. */
  kysely(): Kysely<unknown> {
    return this.#orm.em.getKysely() as Kysely<unknown>;
  }

  /** Runs one statement outside any transaction. */
  async query<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.kysely().executeQuery(CompiledQuery.raw(sql, parameters));
      return rows as Row[];
    } catch (error) {
      throw storeError(error);
    }
  }

  /** Signs the cursors that clients are given. The same on every process of one database. */
  async cursorKey(): Promise<Buffer> {
    if (this.#cursorKey === undefined) {
      const rows = await this.query<{ key: string }>(
        `select encode(cursor_key, 'hex') as key from installation`,
      );
      this.#cursorKey = Buffer.from(rows[0]?.key ?? '', 'hex');
    }
    return this.#cursorKey;
  }

  onCommitted(listener: (organizationId: OrganizationId) => void): void {
    this.#listeners.push(listener);
  }

  committed(organizationIds: Iterable<OrganizationId>): void {
    for (const id of organizationIds) for (const listener of this.#listeners) listener(id);
  }

  async close(): Promise<void> {
    await this.#orm.close();
    await this.#release();
  }

  /** A database that was copied with its folder is another one from now on, and gets an identity of its own. */
  async #install({ dataDir }: DatabaseOptions): Promise<void> {
    const { dev, ino } = this.embedded ? await stat(dataDir) : { dev: 0, ino: 0 };
    await this.query(
      `insert into installation (id, cursor_key, folder) values ($1, decode($2, 'hex'), $3)
       on conflict (only_row) do update set id = excluded.id, folder = excluded.folder
       where installation.folder is distinct from excluded.folder`,
      [uuid(), randomBytes(32).toString('hex'), this.embedded ? `${dev}:${ino}` : null],
    );
  }
}

const common = {
  entities,
  extensions: [Migrator],
  migrations: { migrationsList: [Migration0001FirstTables], snapshot: false },
  logger: () => undefined,
};
