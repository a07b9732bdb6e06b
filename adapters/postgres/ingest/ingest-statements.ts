import type { Statement } from '../database/transaction.ts';
import type { Columns, RowTransport } from '../rows/row-transport.ts';
import { loadStatement, type TouchedRows, touchedColumns } from './load-statement.ts';
import {
  allParts,
  type BatchRows,
  type PartName,
  parts,
  rareParts,
  usualParts,
  writeStatement,
} from './write-statement.ts';

/** Locks the streams of $1 (organization ids) in one order, so that two writers never wait for each other. */
export const lockStreams = `
  select organization_id as "organizationId", seq from streams
  where organization_id = any($1::text[]) order by organization_id for update`;

/** Makes the missing streams of $1. */
export const addStreams = `
  insert into streams (organization_id) select unnest($1::text[]) order by 1 on conflict do nothing`;

const touchedNames = Object.keys(touchedColumns) as (keyof TouchedRows)[];

/** The statements that read and write whole batches, for one row transport. */
export class IngestStatements {
  readonly #transport: RowTransport;
  readonly #load: string;
  readonly #writeUsual: string;
  readonly #writeAll: string;

  constructor(transport: RowTransport) {
    this.#transport = transport;
    const { from } = this.#sources(touchedNames.map((name) => touchedColumns[name]));
    const sources = Object.fromEntries(touchedNames.map((name, i) => [name, from[i]]));
    this.#load = loadStatement(sources as Record<keyof TouchedRows, string>);
    this.#writeUsual = this.#write(usualParts);
    this.#writeAll = this.#write(allParts);
  }

  /** Reads every row that a batch touches, in one round trip. */
  load(rows: TouchedRows): Statement {
    const lists = touchedNames.map((name) => ({ columns: touchedColumns[name], rows: rows[name] }));
    const { values, release } = this.#transport.parameters(lists);
    return { sql: this.#load, parameters: values, release };
  }

  /**
   * Writes every row that a batch changes, in one round trip. Two statements cover all batches, because each statement
   * is prepared on each connection. `bodies` are those of the new deliveries.
   */
  write(rows: BatchRows, bodies: readonly Uint8Array[]): Statement {
    const isUsual = rareParts.every((name) => rows[name].length === 0);
    const names = isUsual ? usualParts : allParts;
    const lists = names.map((name) => ({ columns: parts[name].columns, rows: rows[name] }));
    const { values, release } = this.#transport.parameters(lists, bodies);
    return { sql: isUsual ? this.#writeUsual : this.#writeAll, parameters: values, release };
  }

  #write(names: readonly PartName[]): string {
    const { from, next } = this.#sources(names.map((name) => parts[name].columns));
    return writeStatement(names, from, `$${next}`);
  }

  /** The sources of several lists of rows, and the number of the next free parameter. */
  #sources(lists: readonly Columns[]): { from: string[]; next: number } {
    let next = 1;
    const from = lists.map((columns) => {
      const first = next;
      next += this.#transport.width(columns);
      return this.#transport.source(columns, first);
    });
    return { from, next };
  }
}
