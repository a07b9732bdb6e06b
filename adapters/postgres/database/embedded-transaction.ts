import { CompiledQuery, type ControlledTransaction, type Kysely } from 'kysely';
import type { Begun, Statement, Transaction } from './transaction.ts';

/** A transaction on the one connection of the embedded database, which runs in this process. */
export class EmbeddedTransaction implements Transaction {
  readonly #transaction: ControlledTransaction<unknown>;

  private constructor(transaction: ControlledTransaction<unknown>) {
    this.#transaction = transaction;
  }

  static async begin(kysely: Kysely<unknown>, statements: readonly Statement[]): Promise<Begun> {
    const transaction = new EmbeddedTransaction(await kysely.startTransaction().execute());
    try {
      const rows: unknown[][] = [];
      for (const statement of statements) rows.push(await transaction.#run(statement));
      return { transaction, rows };
    } catch (error) {
      await transaction.abandon();
      throw error;
    }
  }

  async finish(statement: Statement): Promise<void> {
    await this.#run(statement);
    await this.#transaction.commit().execute();
  }

  async abandon(): Promise<void> {
    if (this.#transaction.isCommitted || this.#transaction.isRolledBack) return;
    try {
      await this.#transaction.rollback().execute();
    } catch {
      // The connection ended, and the transaction with it. The error that ended it is the one that matters.
    }
  }

  async #run({ sql, parameters }: Statement): Promise<unknown[]> {
    return (await this.#transaction.executeQuery(CompiledQuery.raw(sql, parameters))).rows;
  }
}
