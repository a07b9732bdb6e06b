import type { Pool, PoolClient, QueryResult } from 'pg';
import { closeWhenSilent, socketOf } from './close-when-silent.ts';
import type { Begun, Statement, Transaction } from './transaction.ts';

/** The statements look rows up by keys, whatever the batch. Planning them again took a sixth of the server's work. */
const begin = 'begin; set local plan_cache_mode = force_generic_plan';

/**
 * A transaction on a server. Statements known in advance are sent together: one round trip to begin, lock and read, one
 * to write and commit.
 */
export class ServerTransaction implements Transaction {
  readonly #client: PoolClient;
  readonly #patience: number;
  #ended = false;

  private constructor(client: PoolClient, patience: number) {
    this.#client = client;
    this.#patience = patience;
    // A failing connection reports its error to every running query too.
    client.on('error', ignore);
  }

  /**
   * The statements run in order. Each sees what the one before it waited for. A round trip that takes longer than
   * `patience` milliseconds closes the connection; whether the transaction committed is then unknown.
   */
  static async begin(
    pool: Pool,
    statements: readonly Statement[],
    patience: number,
  ): Promise<Begun> {
    const transaction = new ServerTransaction(await pool.connect(), patience);
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
      await closeWhenSilent(this.#client, this.#client.query('rollback'), this.#patience);
      this.#end();
    } catch (error) {
      this.#end(error as Error);
    }
  }

  /** Sends all statements before the first is answered. The first error is the one that matters. */
  async #together(statements: readonly Statement[]): Promise<QueryResult[]> {
    // The driver writes each statement separately. The corked stream sends them in one piece.
    const stream = socketOf(this.#client);
    stream.cork();
    const sent = statements.map(({ sql, parameters }) =>
      parameters.length === 0 ? this.#client.query(sql) : this.#client.query(sql, parameters),
    );
    stream.uncork();
    const results: QueryResult[] = [];
    const answered = Promise.allSettled(sent);
    const outcomes = await closeWhenSilent(this.#client, answered, this.#patience);
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
