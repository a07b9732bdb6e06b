import { createHmac, randomBytes } from 'node:crypto';
import { CursorInvalid } from 'velvena-calendly-core';

/** A row, and where it stands in its list. */
export interface Placed<Row> {
  at: Date;
  id: string;
  row: Row;
}

const secret = randomBytes(32);

/** A page of the rows that come after the cursor's place, which may be nobody's by now. */
export function pageOf<Row>(
  rows: Placed<Row>[],
  list: string,
  direction: 'newest first' | 'oldest first',
  { limit, cursor }: { limit: number; cursor: string | null },
): { items: Row[]; nextCursor: string | null } {
  const sign = direction === 'newest first' ? -1 : 1;
  const last = cursor === null ? null : placeIn(cursor, list);
  const rest = rows
    .map(({ at, id, row }) => ({ place: `${at.toISOString()} ${id}`, row }))
    .filter(({ place }) => last === null || sign * compare(place, last) > 0)
    .toSorted((a, b) => sign * compare(a.place, b.place));
  const items = rest.slice(0, limit);
  const end = rest.length > limit ? items.at(-1) : undefined;
  return {
    items: items.map(({ row }) => row),
    nextCursor: end === undefined ? null : cursorOf(end.place, list),
  };
}

function cursorOf(place: string, list: string): string {
  const seal = createHmac('sha256', secret).update(`${list} ${place}`).digest('hex');
  return `${Buffer.from(place).toString('hex')}.${seal}`;
}

function placeIn(cursor: string, list: string): string {
  const place = Buffer.from(cursor.split('.')[0] ?? '', 'hex').toString();
  if (cursorOf(place, list) !== cursor) throw new CursorInvalid('It was not given for this list.');
  return place;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
