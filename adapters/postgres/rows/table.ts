import { jsonRows } from './json-rows.ts';
import type { Columns } from './row-transport.ts';

/** Writes the SQL that moves many whole rows of one table in and out of the database. */
export class Table {
  readonly name: string;
  readonly columns: Columns;

  constructor(name: string, columns: Columns) {
    this.name = name;
    this.columns = columns;
  }

  /** One row as a JSON object, its keys as in the column list. */
  json(alias: string): string {
    const pairs = Object.keys(this.columns).map((key) => `'${key}', ${alias}.${columnOf(key)}`);
    return `json_build_object(${pairs.join(', ')})`;
  }

  /**
   * Inserts the rows that `r` selects. `keys`: the columns by which a row replaces an earlier one. `stays`: the columns
   * that keep the earlier row's values.
   */
  insert(r: string, keys: string[] = [], stays: string[] = []): string {
    const all = Object.keys(this.columns);
    const rest = all.filter((key) => ![...keys, ...stays].includes(key));
    const values = all.map((key) => `r."${key}"`).join(', ');
    const put = rest.map((key) => `${columnOf(key)} = excluded.${columnOf(key)}`).join(', ');
    const onConflict = `on conflict (${keys.map(columnOf).join(', ')}) do update set ${put}`;
    return `insert into ${this.name} (${all.map(columnOf).join(', ')})
      select ${values} from ${r} ${keys.length > 0 ? onConflict : ''}`;
  }

  /** The `set` part of an update of `alias`: the columns that an object of {@link byColumn} names. All others stay. */
  merge(alias: string, parameter: string): string {
    const columns = Object.keys(this.columns).map(columnOf);
    const merged = columns.map(
      (column) => `(json_populate_record(${alias}, ${parameter}::json)).${column}`,
    );
    return `(${columns.join(', ')}) = row(${merged.join(', ')})`;
  }

  /** The rows of a JSON array, which is the parameter `$first`, as `r`. */
  rows(first: number): string {
    return jsonRows.source(this.columns, first);
  }
}

/** Values as JSON, by the names of their columns. */
export function byColumn(values: object): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(values).map(([key, value]) => [columnOf(key), value])),
  );
}

function columnOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
