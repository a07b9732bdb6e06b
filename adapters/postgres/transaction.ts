/** A statement that works on a whole batch. */
export interface Statement {
  sql: string;
  parameters: unknown[];
  /** To be called once the parameters were sent. */
  release?: () => void;
}

/** An open transaction. */
export interface Transaction {
  /** Runs the last statement, and commits. */
  finish(statement: Statement): Promise<void>;
  /** Leaves everything as it was. Does nothing once it ended. */
  abandon(): Promise<void>;
}

/** A transaction whose first statements ran, with the rows of each. */
export interface Begun {
  transaction: Transaction;
  rows: unknown[][];
}
