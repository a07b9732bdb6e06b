import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MikroORM as EmbeddedOrm } from '@mikro-orm/pglite';
import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { bounds } from '../../../src/domain/bounds.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { Grown, GrownListener } from '../../../src/ports/event-log.ts';
import { connectFailure } from '../fitness/connect-failure.ts';
import { lockDataFolder } from '../fitness/data-folder-lock.ts';
import { DatabaseUnfit, migrateInWords, requireFitServer } from '../fitness/database-unfit.ts';
import { requireSessions } from '../fitness/require-sessions.ts';
import { prepareSession } from '../fitness/session-settings.ts';
import { createEmbeddedDatabase, embeddedOptions } from './embedded-database.ts';
import { EmbeddedTransaction } from './embedded-transaction.ts';
import { FullDisk } from './full-disk.ts';
import { guardPool } from './guard-pool.ts';
import { Installation } from './installation.ts';
import { mapperOptions, migrationNames } from './mapper-options.ts';
import { migrateInTurn } from './migrate-in-turn.ts';
import { prepareStatements } from './prepare-statements.ts';
import { ProcessChannel } from './process-channel.ts';
import { runOnServer } from './server-statement.ts';
import { ServerTransaction } from './server-transaction.ts';
import { storeError } from './store-error.ts';
import type { Begun, Statement } from './transaction.ts';
import { WatchedConnections } from './watched-connections.ts';

export interface DatabaseOptions {
  /** `postgresql://…`; without it the database is embedded in `dataDir`. */
  url: string | undefined;
  dataDir: string;
  /** The connections to a server, without the one that listens. The embedded database has one. */
  maxConnections?: number;
  /** Refuses a server that may lose committed transactions. */
  mustBeDurable?: boolean;
}

/** A server's connections, once the mapper has made them. */
interface Server {
  url: string;
  pool: Pool;
  watched: WatchedConnections;
}

/** The open database: its connections, the mapper, and the announcement of what this process committed. */
export class Database {
  readonly embedded: boolean;
  readonly #orm: MikroORM;
  readonly #release: () => Promise<void>;
  /** The mapper's own connections; null for the embedded database. */
  readonly #server: Server | null;
  readonly #listeners: GrownListener[] = [];
  /** The channel to other processes. Null for the embedded database, which has one process. */
  readonly #channel: ProcessChannel | null;
  readonly #announceGrown: (organizationIds: Iterable<string>) => void;
  readonly #disk = new FullDisk();
  readonly #installation = new Installation(this);
  #closed = false;

  private constructor(orm: MikroORM, release: () => Promise<void>, server: Server | null) {
    this.#orm = orm;
    this.#server = server;
    this.embedded = server === null;
    this.#release = release;
    this.#channel = server && new ProcessChannel(server.url);
    this.#announceGrown = this.topic('velvena_event_log', (id) =>
      this.#announce(id as OrganizationId, null),
    );
  }

  /**
   * Opens the database, and migrates its tables.
   * @throws EmbeddedDatabaseNotMade when the embedded database cannot be made
   * @throws DataFolderLocked when another process has the embedded database open
   * @throws DatabaseUnfit when the server, its database or the role does not fit
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
      { maxConnections = usualConnections }: DatabaseOptions,
    ): Promise<Database> {
      let server: Server | undefined;
      const orm = await MikroORM.init({
        ...mapperOptions,
        clientUrl: address,
        pool: { min: 0, max: maxConnections, idleTimeoutMillis: bounds.idleConnection.value },
        driverOptions: {
          connectionTimeoutMillis: bounds.connect.value,
          keepAlive: true,
          keepAliveInitialDelayMillis: 5000,
          pipeline: true,
          onConnect: (connection: PoolClient) => prepareSession(connection),
          onPoolCreated: (pool: Pool) => {
            guardPool(pool);
            prepareStatements(pool);
            server = { url: address, pool, watched: new WatchedConnections(pool) };
          },
        },
      });
      makePool(orm);
      if (server === undefined) throw new Error('The mapper has no pool.');
      return new Database(orm, async () => undefined, server);
    }
  }

  /** True when a server's disk was full a moment ago. */
  get diskIsFull(): boolean {
    return this.#disk.isFull;
  }

  /** A fork of the mapper's entity manager, for one request. */
  em(): SqlEntityManager {
    return this.#orm.em.fork();
  }

  /** The query builder below the mapper, for statements about many rows. */
  kysely(): Kysely<unknown> {
    return this.#orm.em.getKysely() as Kysely<unknown>;
  }

  /**
   * Begins a transaction with these statements. On a server each round trip may take `patience` milliseconds; after
   * that the connection is closed. The embedded database has no bound: it runs in this process, so no connection can
   * fail.
   */
  async begin(
    statements: readonly Statement[],
    patience: number = bounds.statement.value,
  ): Promise<Begun> {
    if (this.#server === null) return EmbeddedTransaction.begin(this.kysely(), statements);
    const begun = await ServerTransaction.begin(this.#server.pool, statements, patience);
    return { ...begun, transaction: this.#disk.watching(begun.transaction) };
  }

  /** Runs one statement outside any transaction, with the patience of {@link begin}. */
  async query<Row>(
    sql: string,
    parameters: unknown[] = [],
    patience: number = bounds.statement.value,
  ): Promise<Row[]> {
    try {
      if (this.#server === null) {
        const { rows } = await this.kysely().executeQuery(CompiledQuery.raw(sql, parameters));
        return rows as Row[];
      }
      return (await runOnServer(this.#server.pool, { sql, parameters }, patience)) as Row[];
    } catch (error) {
      throw storeError(error);
    }
  }

  /** The key that signs cursors. All processes of one database share it. */
  cursorKey(): Promise<Buffer> {
    return this.#installation.cursorKey();
  }

  onCommitted(listener: GrownListener): void {
    this.#listeners.push(listener);
  }

  /** Announces to this process and to the others that these logs grew. Entries go along where they are at hand. */
  committed(grown: ReadonlyMap<OrganizationId, Grown | null>): void {
    const listeners = [...this.#listeners];
    // The requests whose data was committed are answered first.
    setImmediate(() => {
      if (this.#closed) return;
      for (const listener of listeners) for (const [id, one] of grown) listener(id, one);
    });
    this.#announceGrown(grown.keys());
  }

  /** Subscribes to a topic of all processes, and returns the function that sends to it. A message may be lost. */
  topic(name: string, receive: (message: string) => void): (messages: Iterable<string>) => void {
    return this.#channel?.topic(name, receive) ?? (() => undefined);
  }

  #announce(organizationId: OrganizationId, grown: Grown | null): void {
    for (const listener of this.#listeners) listener(organizationId, grown);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#channel?.close();
    const impatience = setTimeout(() => this.#server?.watched.end(), bounds.close.value);
    await this.#orm.close();
    clearTimeout(impatience);
    await this.#release();
  }

  async #prepare({
    url,
    dataDir,
    mustBeDurable = false,
    maxConnections = usualConnections,
  }: DatabaseOptions): Promise<void> {
    if (this.#server === null || url === undefined) {
      await this.#orm.migrator.up();
    } else {
      const connections = maxConnections + channelConnections;
      const needs = { mustBeDurable, connections, migrations: migrationNames };
      const { database, schema } = await requireFitServer(this, needs);
      // A pooler may have another name for the database. The migrator would create a database of that name.
      this.#orm.config.set('dbName', database);
      if (schema !== null) this.#orm.config.set('schema', schema);
      await requireSessions(url, connections);
      const { pool, watched } = this.#server;
      await migrateInWords(() => migrateInTurn(this.#orm, pool, watched));
    }
    await this.#installation.settle(this.embedded ? dataDir : null);
    this.#channel?.open();
  }
}

/**
 * Makes the mapper's pool now. The mapper reads the address when its pool is first used.
 * @throws DatabaseUnfit for an address that cannot be read
 */
function makePool(orm: MikroORM): void {
  try {
    orm.em.getKysely();
  } catch (error) {
    throw new DatabaseUnfit(`DATABASE_URL: ${connectFailure(error)}`, { cause: error });
  }
}

const usualConnections = 12;
/** The connection of {@link ProcessChannel}. */
const channelConnections = 1;
