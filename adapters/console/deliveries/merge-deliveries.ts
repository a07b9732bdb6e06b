/** Rows of a list, newest first, and where it goes on. */
interface List<Row extends { id: string }> {
  items: Row[];
  nextCursor: string | null;
}

/** A fresh first page, and the rows below it that were shown before. Without a common row the list starts anew. */
export function withOlder<Row extends { id: string }>(
  newest: List<Row>,
  shown: List<Row> | undefined,
): List<Row> {
  const last = newest.items.at(-1);
  if (shown === undefined || last === undefined || newest.nextCursor === null) return newest;
  const end = shown.items.findIndex(({ id }) => id === last.id);
  if (end === -1) return newest;
  return appended(newest, { ...shown, items: shown.items.slice(end + 1) });
}

/** The rows of a list with the next older ones. */
export function appended<Row extends { id: string }>(list: List<Row>, older: List<Row>): List<Row> {
  const shown = new Set(list.items.map(({ id }) => id));
  const items = older.items.filter(({ id }) => !shown.has(id));
  return { items: [...list.items, ...items], nextCursor: older.nextCursor };
}
