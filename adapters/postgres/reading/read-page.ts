import { answerBytes } from '../../../src/domain/answer-bytes.ts';
import { bounds } from '../../../src/domain/bounds.ts';
import { fitting } from '../../../src/domain/fitting.ts';
import { Turns } from '../../../src/domain/turns.ts';
import type { Database } from '../database/database.ts';
import { StatementWriter } from '../database/statement-writer.ts';
import type { Statement } from '../database/transaction.ts';
import { type CursorOwner, readCursor, writeCursor } from '../rows/cursor.ts';
import { rowWalk } from '../rows/row-walk.ts';
import type { Table } from '../rows/table.ts';

/** How long pages that came together are unpacked before the event loop gets on with everything else. */
const millisecondsInOneGo = 10;
const turns = new Turns({ later: setImmediate, now: () => performance.now() }, millisecondsInOneGo);

/** A page of a list of rows `x`, by an instant and then by id. */
export interface PageQuery<Row, Item> {
  list: CursorOwner;
  table: Table;
  /** The conditions of the list's rows, besides the organization. */
  where: (write: StatementWriter) => string[];
  /** The instant to sort by: its SQL, and its value in an item. */
  by: { sql: string; of: (item: Item) => string };
  direction: 'asc' | 'desc';
  limit: number;
  maxBytes: number | undefined;
  cursor: string | null;
  itemFrom: (row: Row) => Item;
}

/**
 * Reads a page, bounded in rows and bytes, in one statement. Of rows that exceed the bytes only the ids are read.
 * @throws CursorInvalid for a cursor of another list
 */
export async function readPage<Row, Item extends { id: string }>(
  database: Pick<Database, 'query' | 'cursorKey'>,
  query: PageQuery<Row, Item>,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const { list, cursor, by, itemFrom, maxBytes = bounds.page.value } = query;
  const key = await database.cursorKey();
  const after = cursor === null ? null : readCursor(key, list, cursor);
  const { sql, parameters } = pageStatement(query, after, Math.max(maxBytes, 1));
  const rows = await database.query<{ row: string; wanted: number }>(sql, parameters);
  await turns.take();
  const read = rows.map(({ row }) => itemFrom((JSON.parse(row) as { row: Row }).row));
  const { items } = fitting(read, maxBytes, answerBytes);
  const hasMore = items.length < (rows[0]?.wanted ?? 0);
  const last = hasMore ? items.at(-1) : undefined;
  return { items, nextCursor: last ? writeCursor(key, list, [by.of(last), last.id]) : null };
}

function pageStatement<Row, Item>(
  { list, table, where, by, direction, limit }: PageQuery<Row, Item>,
  after: string[] | null,
  maxBytes: number,
): Statement {
  const write = new StatementWriter();
  const organizationId = write.value(list.organizationId);
  const conditions = [`x.organization_id = ${organizationId}`, ...where(write)];
  if (after !== null) {
    const [at = '', id = ''] = after;
    const position = `(${write.value(at)}::timestamptz, ${write.value(id)}::uuid)`;
    conditions.push(`(${by.sql}, x.id) ${direction === 'asc' ? '>' : '<'} ${position}`);
  }
  const rows = `${write.value(limit)}::int`;
  const walk = rowWalk({
    name: 'page_walk',
    table,
    organizationId,
    ids: '(select ids[1:rows] from wanted)',
    maxBytes: `${write.value(maxBytes)}::bigint`,
  });
  return write.statement(`
    with recursive wanted(ids, rows) as materialized (
      select array(
        select x.id from ${table.name} x where ${conditions.join(' and ')}
        order by ${by.sql} ${direction}, x.id ${direction} limit ${rows} + 1
      ), ${rows}
    ), ${walk}
    select row, (select cardinality(ids) from wanted) as wanted from page_walk where n > 0 order by n`);
}
