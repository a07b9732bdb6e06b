/** A statement that works on a whole batch. */
export interface Statement {
  sql: string;
  parameters: unknown[];
  /** Lets the memory of the parameters be used again. They must have been sent by then. */
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
