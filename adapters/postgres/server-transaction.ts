import type { Socket } from 'node:net';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Begun, Statement, Transaction } from './transaction.ts';

/** The statements look rows up by their keys, whatever the batch: planning them again was a sixth of the server's work. */
const begin = 'begin; set local plan_cache_mode = force_generic_plan';

/**
 * A transaction on a server. What is known beforehand travels together: one round trip to begin, lock and read, one
 * to write and commit.
 */
export class ServerTransaction implements Transaction {
  readonly #client: PoolClient;
  #ended = false;

  private constructor(client: PoolClient) {
    this.#client = client;
    // A connection that breaks tells it to every query under way as well.
    client.on('error', ignore);
  }

  /** The statements run one after another: each sees what the one before it waited for. */
  static async begin(pool: Pool, statements: readonly Statement[]): Promise<Begun> {
    const transaction = new ServerTransaction(await pool.connect());
    try {
      const [, ...results] = await transaction.#together([
        { sql: begin, parameters: [] },
        ...statements,
      ]);
      return { transaction, rows: results.map(({ rows }) => rows as unknown[]) };
    } catch (error) {
      await transaction.abandon();
      throw error;
    }
  }

  async finish(statement: Statement): Promise<void> {
    const [, end] = await this.#together([statement, { sql: 'commit', parameters: [] }]);
    if (end?.command !== 'COMMIT') throw new Error('The database did not commit.');
    this.#end();
  }

  async abandon(): Promise<void> {
    if (this.#ended) return;
    try {
      await this.#client.query('rollback');
      this.#end();
    } catch (error) {
      this.#end(error as Error);
    }
  }

  /** Sends all of them before the first is answered. The first that fails is the one that matters. */
  async #together(statements: readonly Statement[]): Promise<QueryResult[]> {
    // The driver writes each statement by itself; held back, they leave in one piece.
    const { stream } = (this.#client as unknown as { connection: { stream: Socket } }).connection;
    stream.cork();
    const sent = statements.map(({ sql, parameters }) =>
      parameters.length === 0 ? this.#client.query(sql) : this.#client.query(sql, parameters),
    );
    stream.uncork();
    const results: QueryResult[] = [];
    const outcomes = await Promise.allSettled(sent);
    for (const { release } of statements) release?.();
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') throw outcome.reason;
      results.push(outcome.value);
    }
    return results;
  }

  #end(error?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#client.off('error', ignore);
    this.#client.release(error);
  }
}

function ignore(): void {}
