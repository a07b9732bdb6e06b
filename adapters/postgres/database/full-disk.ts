import { performance } from 'node:perf_hooks';
import type { Transaction } from './transaction.ts';

/** "disk_full" in appendix A of PostgreSQL's manual. */
const diskFull = '53100';
/**
 * How long a refusal counts when nothing is committed after it. PostgreSQL does not report that room was made.
 * Milliseconds.
 */
const refusalCounts = 5_000;

/** Knows whether a server refused its last transaction because its disk was full. A reading probe would not notice. */
export class FullDisk {
  #refusedAt = -Infinity;

  get isFull(): boolean {
    return performance.now() - this.#refusedAt < refusalCounts;
  }

  /** Returns the same transaction, and records its outcome. */
  watching(transaction: Transaction): Transaction {
    return {
      finish: async (statement) => {
        try {
          await transaction.finish(statement);
          this.#refusedAt = -Infinity;
        } catch (error) {
          if (Error.isError(error) && 'code' in error && error.code === diskFull) {
            this.#refusedAt = performance.now();
          }
          throw error;
        }
      },
      abandon: () => transaction.abandon(),
    };
  }
}
