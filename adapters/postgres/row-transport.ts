/** The columns of rows by the names they have in the program, with their SQL types. */
export type Columns = Record<string, string>;

/** How the rows of a batch reach the database. */
export interface RowTransport {
  /** What a statement selects them from, as `r`; their parameters begin at `$first`. */
  source(columns: Columns, first: number): string;
  /** Their number, the same for any number of rows. */
  width(columns: Columns): number;
  /** The parameters of several lists, and `bytes` end to end as one more. */
  parameters(lists: readonly RowList[], bytes?: readonly Uint8Array[]): RowParameters;
}

export interface RowParameters {
  values: unknown[];
  /** Lets their memory be used again; they must not be read afterwards. Who does not call it wastes memory only. */
  release: () => void;
}

export interface RowList {
  columns: Columns;
  rows: readonly object[];
}
