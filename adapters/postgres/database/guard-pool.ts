import type { EventEmitter } from 'node:events';
import type { Pool, PoolClient } from 'pg';

/**
 * Returns the slot of a borrowed connection to the pool when the connection ends. The query builder does not release a
 * connection that dies inside a transaction (kysely issue 1990): after `max` of them every query, and the closing of
 * the pool, would wait for ever.
 */
export function guardPool(pool: Pool): void {
  const watches = new WeakMap<PoolClient, () => void>();
  pool.on('acquire', (client) => {
    const onEnd = () => {
      client.release(new Error('The connection ended while it was in use.'));
      client.release = () => undefined;
    };
    watches.set(client, onEnd);
    client.once('end', onEnd);
  });
  // Older type definitions do not know this event.
  (pool as EventEmitter).on('release', (_error: unknown, client: PoolClient) => {
    const onEnd = watches.get(client);
    if (onEnd !== undefined) client.off('end', onEnd);
  });
}
