/** Rows by id, also found by other fields. Reads return copies. A row that is put is kept as it is. */
export class IndexedRows<Row extends { id: string }, Field extends keyof Row> {
  readonly #rows = new Map<string, Row>();
  readonly #indexes: ReadonlyMap<Field, Map<unknown, Set<string>>>;

  constructor(indexed: readonly Field[]) {
    this.#indexes = new Map(indexed.map((field) => [field, new Map()]));
  }

  /** The row with this id. */
  get(id: string): Row | undefined {
    return structuredClone(this.#rows.get(id));
  }

  /** The rows whose indexed field has this value. */
  where(field: Field, value: Row[Field]): Row[] {
    const ids = this.#indexes.get(field)?.get(value) ?? [];
    return [...ids].flatMap((id) => this.get(id) ?? []);
  }

  /** The stored rows themselves. Read them, and do not return them. */
  peek(): Iterable<Readonly<Row>> {
    return this.#rows.values();
  }

  /** Replaces the row with the same id, or adds the row. */
  put(row: Row): void {
    const before = this.#rows.get(row.id);
    this.#rows.set(row.id, row);
    for (const [field, index] of this.#indexes) {
      if (before !== undefined) index.get(before[field])?.delete(row.id);
      const ids = index.get(row[field]) ?? new Set();
      index.set(row[field], ids.add(row.id));
    }
  }

  /** Removes a row, if it exists. */
  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#rows.delete(id);
    for (const [field, index] of this.#indexes) index.get(row[field])?.delete(id);
  }
}
