import type { EventEmitter } from 'node:events';
import type { Pool, PoolClient } from 'pg';

/**
 * Gives the slot of a connection back to the pool when the connection ends while it is borrowed. The query builder
 * forgets to release one that dies inside a transaction (kysely issue 1990): after `max` of them every query would
 * wait for ever, and closing the pool too.
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
