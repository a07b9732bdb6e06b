import { createHmac, randomBytes } from 'node:crypto';
import {
  answerBytes,
  bounds,
  CursorInvalid,
  fitting,
  type Page,
  type Paging,
} from 'velvena-calendly-core';

/** A row, and where it stands in its list. */
export interface Positioned<Row> {
  at: Date;
  id: string;
  row: Row;
}

const secret = randomBytes(32);

/** A page of the rows that come after the cursor's position, which may be nobody's by now. */
export function pageOf<Row extends object>(
  rows: Positioned<Row>[],
  list: string,
  direction: 'newest first' | 'oldest first',
  { limit, maxBytes = bounds.page.value, cursor }: Paging,
): Page<Row> {
  const sign = direction === 'newest first' ? -1 : 1;
  const last = cursor === null ? null : positionIn(cursor, list);
  const rest = rows
    .map(({ at, id, row }) => ({ position: `${at.toISOString()} ${id}`, row }))
    .filter(({ position }) => last === null || sign * compare(position, last) > 0)
    .toSorted((a, b) => sign * compare(a.position, b.position));
  const { items } = fitting(
    rest.slice(0, limit).map(({ row }) => row),
    maxBytes,
    answerBytes,
  );
  const end = items.length < rest.length ? rest[items.length - 1] : undefined;
  return { items, nextCursor: end === undefined ? null : cursorOf(end.position, list) };
}

function cursorOf(position: string, list: string): string {
  const seal = createHmac('sha256', secret).update(`${list} ${position}`).digest('hex');
  return `${Buffer.from(position).toString('hex')}.${seal}`;
}

function positionIn(cursor: string, list: string): string {
  const position = Buffer.from(cursor.split('.')[0] ?? '', 'hex').toString();
  if (cursorOf(position, list) !== cursor)
    throw new CursorInvalid('It was not given for this list.');
  return position;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
