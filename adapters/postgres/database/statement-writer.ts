import type { Statement } from './transaction.ts';

/** A statement that is being written, and its parameters. */
export class StatementWriter {
  readonly #parameters: unknown[] = [];

  /** Adds a parameter, and returns its placeholder. */
  value(value: unknown): string {
    return `$${this.#parameters.push(value)}`;
  }

  statement(sql: string): Statement {
    return { sql, parameters: this.#parameters };
  }
}
