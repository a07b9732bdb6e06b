/** A statement that works on a whole batch. */
export interface Statement {
  sql: string;
  parameters: unknown[];
}

/** The same, asked for its parameters when it is sent: they may lie in memory that is used again for the next one. */
export interface LateStatement {
  sql: string;
  parameters: () => unknown[];
}

export type Sendable = Statement | LateStatement;

/** A row has a value that no column can have. No time makes that better. */
export class UnwritableRow extends Error {}

/** @throws UnwritableRow when one cannot be written */
export function parametersOf({ parameters }: Sendable): unknown[] {
  if (typeof parameters !== 'function') return parameters;
  try {
    return parameters();
  } catch (error) {
    throw new UnwritableRow(`A row cannot be written: ${String(error)}`, { cause: error });
  }
}

/** An open transaction. */
export interface Transaction {
  /** Runs the last statement, and commits. */
  finish(statement: Sendable): Promise<void>;
  /** Leaves everything as it was. Does nothing once it ended. */
  abandon(): Promise<void>;
}

/** A transaction whose first statements ran, with the rows of each. */
export interface Begun {
  transaction: Transaction;
  rows: unknown[][];
}
