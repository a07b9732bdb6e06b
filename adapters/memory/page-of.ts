import { answerBytes } from '../../src/domain/answer-bytes.ts';
import { bounds } from '../../src/domain/bounds.ts';
import { fitting } from '../../src/domain/fitting.ts';
import type { Page, Paging } from '../../src/ports/page.ts';
import type { ListCursors, ListPosition } from './list-cursors.ts';

/** The way in which a list is cut into pages. */
export interface ListPaging<Row, Item> extends Paging {
  order: 'ascending' | 'descending';
  positionOf: (row: Row) => ListPosition;
  /** Makes a copy for the caller. */
  itemFrom: (row: Row) => Item;
}

/** One page of these rows, in order. `owner` is the organization of the list. */
export function pageOf<Row, Item extends object>(
  rows: Iterable<Row>,
  owner: string,
  cursors: ListCursors,
  paging: ListPaging<Row, Item>,
): Page<Item> {
  const { limit, maxBytes = bounds.page.value, cursor, order, positionOf, itemFrom } = paging;
  const last = cursor === null ? null : cursors.read(owner, cursor);
  const compare =
    order === 'ascending' ? ascending : (a: ListPosition, b: ListPosition) => ascending(b, a);
  const rest = [...rows]
    .filter((row) => last === null || compare(last, positionOf(row)) < 0)
    .toSorted((a, b) => compare(positionOf(a), positionOf(b)));
  const { items } = fitting(rest.slice(0, limit).map(itemFrom), maxBytes, answerBytes);
  const end = items.length < rest.length ? rest[items.length - 1] : undefined;
  return { items, nextCursor: end === undefined ? null : cursors.after(owner, positionOf(end)) };
}

function ascending(a: ListPosition, b: ListPosition): number {
  const apart = a.at.getTime() - b.at.getTime();
  if (apart !== 0 || a.id === b.id) return apart;
  return a.id < b.id ? -1 : 1;
}
