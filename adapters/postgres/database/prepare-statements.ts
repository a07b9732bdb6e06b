import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/**
 * The service has fewer statements than this, and their text never varies. The mapper's own vary with their parameters.
 */
const worthPreparing = 200;

/**
 * Names statements, so that PostgreSQL parses and plans each once per connection. Planning the large ones costs more
 * than running them.
 */
export function prepareStatements(pool: Pool): void {
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= worthPreparing) return known;
    const name = createHash('sha256').update(text).digest('base64url');
    names.set(text, name);
    return name;
  };
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const named = (text: unknown, values: unknown, ...rest: unknown[]) => {
      if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) {
        return query(text, values, ...rest);
      }
      return query({ name: nameOf(text), text, values }, ...rest);
    };
    client.query = named as typeof client.query;
  });
}
