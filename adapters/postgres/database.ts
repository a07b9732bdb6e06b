import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MikroORM as EmbeddedOrm } from '@mikro-orm/pglite';
import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Grown, GrownListener } from '../../src/ports/event-log.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { requireFitServer } from './database-unfit.ts';
import { createEmbeddedDatabase, embeddedOptions } from './embedded-database.ts';
import { EmbeddedTransaction } from './embedded-transaction.ts';
import { guardPool } from './guard-pool.ts';
import { Installation } from './installation.ts';
import { mapperOptions } from './mapper-options.ts';
import { prepareStatements } from './prepare-statements.ts';
import { ProcessChannel } from './process-channel.ts';
import { ServerTransaction } from './server-transaction.ts';
import { storeError } from './store-error.ts';
import type { Begun, Statement } from './transaction.ts';

export interface DatabaseOptions {
  /** `postgresql://…`; without it the database is embedded in `dataDir`. */
  url: string | undefined;
  dataDir: string;
  /** Connections to a server. The embedded database has one. */
  maxConnections?: number;
  /** Refuse a server that may lose what it acknowledged. */
  mustBeDurable?: boolean;
}

/** The open database: connections, the mapper, and word of what this process committed. */
export class Database {
  readonly embedded: boolean;
  readonly #orm: MikroORM;
  readonly #release: () => Promise<void>;
  /** The mapper's own connections to a server; null where the database is embedded. */
  readonly #pool: (() => Pool) | null;
  readonly #listeners: GrownListener[] = [];
  /** Between processes; the embedded database has one process. */
  readonly #channel: ProcessChannel | null;
  readonly #sayGrown: (organizationIds: Iterable<string>) => void;
  readonly #installation = new Installation(this);
  #closed = false;

  private constructor(
    orm: MikroORM,
    release: () => Promise<void>,
    server: { url: string; pool: () => Pool } | null,
  ) {
    this.#orm = orm;
    this.#pool = server?.pool ?? null;
    this.embedded = server === null;
    this.#release = release;
    this.#channel = server && new ProcessChannel(server.url);
    this.#sayGrown = this.topic('velvena_event_log', (id) =>
      this.#tell(id as OrganizationId, null),
    );
  }

  /**
   * Opens the database, and brings its tables up to date.
   * @throws DataFolderUnfit when the embedded database cannot be made
   * @throws DataFolderLocked when another process has the embedded database open
   * @throws DatabaseUnfit when the server is too old, or would lose what it acknowledged
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    const { url } = options;
    const database =
      url === undefined ? await openEmbedded(options.dataDir) : await openServer(url, options);
    try {
      await database.#prepare(options);
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;

    async function openEmbedded(dataDir: string): Promise<Database> {
      await mkdir(dataDir, { recursive: true, mode: 0o700 });
      const release = await lockDataFolder(dataDir);
      const dbName = join(dataDir, 'postgres');
      try {
        await createEmbeddedDatabase(dbName);
        const options = { ...mapperOptions, dbName, driverOptions: embeddedOptions };
        const orm = await EmbeddedOrm.init(options);
        return new Database(orm as unknown as MikroORM, release, null);
      } catch (error) {
        await release();
        throw error;
      }
    }

    async function openServer(
      address: string,
      { maxConnections = 12 }: DatabaseOptions,
    ): Promise<Database> {
      let made: Pool | undefined;
      const pool = () => {
        if (made === undefined) throw new Error('The mapper has not connected yet.');
        return made;
      };
      const orm = await MikroORM.init({
        ...mapperOptions,
        clientUrl: address,
        pool: { min: 0, max: maxConnections },
        driverOptions: {
          connectionTimeoutMillis: 4000,
          keepAlive: true,
          pipeline: true,
          options: sessionSettings,
          onPoolCreated: (created: Pool) => {
            made = created;
            guardPool(created);
            prepareStatements(created);
          },
        },
      });
      return new Database(orm, async () => undefined, { url: address, pool });
    }
  }

  /** A unit of the mapper, for one request. */
  em(): SqlEntityManager {
    return this.#orm.em.fork();
  }

  /** The query builder below the mapper, for statements that work on many rows at once. */
  kysely(): Kysely<unknown> {
    return this.#orm.em.getKysely() as Kysely<unknown>;
  }

  /** Begins a transaction with these statements. */
  async begin(statements: readonly Statement[]): Promise<Begun> {
    return this.#pool === null
      ? EmbeddedTransaction.begin(this.kysely(), statements)
      : ServerTransaction.begin(this.#pool(), statements);
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
  cursorKey(): Promise<Buffer> {
    return this.#installation.cursorKey();
  }

  onCommitted(listener: GrownListener): void {
    this.#listeners.push(listener);
  }

  /** Tells this process, and the others, that these logs grew, with what was appended where that is at hand. */
  committed(grown: ReadonlyMap<OrganizationId, Grown | null>): void {
    const listeners = [...this.#listeners];
    // Soon: who waits for an answer to what was committed goes first.
    setImmediate(() => {
      if (this.#closed) return;
      for (const listener of listeners) for (const [id, one] of grown) listener(id, one);
    });
    this.#sayGrown(grown.keys());
  }

  /** Hears what other processes say about something, and answers how to say it to them. A word may be lost. */
  topic(name: string, hear: (word: string) => void): (words: Iterable<string>) => void {
    return this.#channel?.topic(name, hear) ?? (() => undefined);
  }

  #tell(organizationId: OrganizationId, grown: Grown | null): void {
    for (const listener of this.#listeners) listener(organizationId, grown);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#channel?.close();
    await this.#orm.close();
    await this.#release();
  }

  async #prepare({ dataDir, mustBeDurable = false }: DatabaseOptions): Promise<void> {
    if (this.embedded) {
      await this.#orm.migrator.up();
    } else {
      await requireFitServer(this, mustBeDurable);
      await this.#migrateInTurn();
    }
    await this.#installation.settle(this.embedded ? dataDir : null);
    this.#channel?.open();
  }

  /** Processes that start together bring the tables up to date one after another. */
  async #migrateInTurn(): Promise<void> {
    await this.kysely()
      .transaction()
      .execute(async (turn) => {
        await turn.executeQuery(CompiledQuery.raw('set local lock_timeout = 0'));
        await turn.executeQuery(
          CompiledQuery.raw('set local idle_in_transaction_session_timeout = 0'),
        );
        await turn.executeQuery(
          CompiledQuery.raw('select pg_advisory_xact_lock($1)', [migrationLock]),
        );
        await this.#orm.migrator.up();
      });
  }
}

/** Any number that no other program of the database uses for an advisory lock. */
const migrationLock = 7_221_150_512;

/**
 * A writer waits 3 s for a stream, and a client that went silent inside a transaction holds one for 15 s at most.
 * Every statement here looks rows up by an index. Planned while a table is still empty, it would read the whole of it
 * for as long as the plan is kept: 35 ms a batch instead of 2 were measured.
 */
const sessionSettings = [
  'lock_timeout=3000',
  'idle_in_transaction_session_timeout=15000',
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'jit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');
