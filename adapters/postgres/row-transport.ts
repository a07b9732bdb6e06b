/** The columns of rows by the names they have in the program, with their SQL types. */
export type Columns = Record<string, string>;

/** How the rows of a batch reach the database. */
export interface RowTransport {
  /** What a statement selects them from, as `r`; their parameters begin at `$first`. */
  source(columns: Columns, first: number): string;
  /** Their number, the same for any number of rows. */
  width(columns: Columns): number;
  /** The parameters of several lists. */
  parameters(lists: readonly RowList[]): unknown[];
}

export interface RowList {
  columns: Columns;
  rows: readonly object[];
}
