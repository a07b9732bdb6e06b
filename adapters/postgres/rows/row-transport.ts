/** The columns of rows by their names in the program, with their SQL types. */
export type Columns = Record<string, string>;

/** How the rows of a batch travel to the database. */
export interface RowTransport {
  /** The source that a statement selects the rows from, as `r`. Its parameters begin at `$first`. */
  source(columns: Columns, first: number): string;
  /** The number of parameters, the same for any number of rows. */
  width(columns: Columns): number;
  /** The parameters of several lists. `bytes` become one more parameter, joined end to end. */
  parameters(lists: readonly RowList[], bytes?: readonly Uint8Array[]): RowParameters;
}

export interface RowParameters {
  values: unknown[];
  /** Releases the parameters' memory. Do not read them afterwards. Without this call the memory is only not reused. */
  release: () => void;
}

export interface RowList {
  columns: Columns;
  rows: readonly object[];
}
