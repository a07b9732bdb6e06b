import type { Table } from './table.ts';

/** The rows to read, each part in SQL. */
export interface RowWalk {
  name: string;
  table: Table;
  /** The ids, as a `uuid[]`. */
  ids: string;
  /** The organization of the id at `w.n + 1`. */
  organizationId: string;
  maxBytes: string;
  /** Further arguments of `json_build_object`, besides the columns of the row. */
  more?: string;
}

/**
 * A recursive query that reads rows by their ids, one after the other. It stops after the row that exceeds `maxBytes`,
 * so the database reads no large row in vain. Row `n` is the row of the n-th id as JSON, or null when there is none.
 * Row 0 is empty.
 */
export function rowWalk({
  name,
  table,
  ids,
  organizationId,
  maxBytes,
  more = '',
}: RowWalk): string {
  return `${name}(n, bytes, row) as (
    select 0, 0::bigint, null::text
    union all
    select w.n + 1, w.bytes + coalesce(octet_length(r.row), 0), r.row
    from ${name} w cross join lateral (
      select (select json_build_object('row', ${table.json('x')}${more}) from ${table.name} x
        where x.organization_id = ${organizationId} and x.id = (${ids})[w.n + 1])::text as row offset 0
    ) r
    where w.n < cardinality(${ids}) and w.bytes < ${maxBytes})`;
}
