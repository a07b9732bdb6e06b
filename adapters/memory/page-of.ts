import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { ListCursors, ListPlace } from './list-cursors.ts';

/** How a list is cut into pages. */
export interface Paging<Row> {
  limit: number;
  cursor: string | null;
  order: 'ascending' | 'descending';
  placeOf: (row: Row) => ListPlace;
}

/** The rows of one page, in order, and the cursor of the next. */
export function pageOf<Row>(
  rows: Iterable<Row>,
  organizationId: OrganizationId,
  cursors: ListCursors,
  { limit, cursor, order, placeOf }: Paging<Row>,
): { items: Row[]; nextCursor: string | null } {
  const last = cursor === null ? null : cursors.read(organizationId, cursor);
  const compare =
    order === 'ascending' ? ascending : (a: ListPlace, b: ListPlace) => ascending(b, a);
  const rest = [...rows]
    .filter((row) => last === null || compare(last, placeOf(row)) < 0)
    .toSorted((a, b) => compare(placeOf(a), placeOf(b)));
  const items = rest.slice(0, limit);
  const end = rest.length > limit ? items.at(-1) : undefined;
  return {
    items,
    nextCursor: end === undefined ? null : cursors.after(organizationId, placeOf(end)),
  };
}

function ascending(a: ListPlace, b: ListPlace): number {
  const apart = a.at.getTime() - b.at.getTime();
  if (apart !== 0 || a.id === b.id) return apart;
  return a.id < b.id ? -1 : 1;
}
