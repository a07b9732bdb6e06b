/** The requested part of a list. */
export interface Paging {
  /** The most rows, 1 or more. */
  limit: number;
  /**
   * The most bytes of the answer; the bound of a page when absent. The first row is always answered, whatever its size.
   */
  maxBytes?: number;
  /** Null for the beginning. */
  cursor: string | null;
}

/** Some rows of a list. The list goes on while there is a cursor, however few the rows are. */
export interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}
