import type { RowTransport } from './row-transport.ts';

/** Sends rows as one JSON text. */
export const jsonRows: RowTransport = {
  source(columns, first) {
    const typed = Object.entries(columns).map(([key, type]) => `"${key}" ${type}`);
    return `json_to_recordset($${first}::json) as r(${typed.join(', ')})`;
  },
  width: () => 1,
  parameters(lists, bytes) {
    const texts = lists.map(({ rows }) => JSON.stringify(rows));
    const values = bytes === undefined ? texts : [...texts, Buffer.concat(bytes)];
    return { values, release: () => undefined };
  },
};
