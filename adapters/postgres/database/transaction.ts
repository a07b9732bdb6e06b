/** A statement that works on a whole batch. */
export interface Statement {
  sql: string;
  parameters: unknown[];
  /** Releases the memory of the parameters. Call it after they were sent. */
  release?: () => void;
}

/** An open transaction. */
export interface Transaction {
  /** Runs the last statement, and commits. */
  finish(statement: Statement): Promise<void>;
  /** Rolls back. Does nothing when the transaction has ended. */
  abandon(): Promise<void>;
}

/** A transaction whose first statements ran, with the rows of each. */
export interface Begun {
  transaction: Transaction;
  rows: unknown[][];
}
