import type { Clock } from '../../src/ports/clock.ts';
import type { Config } from '../settings/config.ts';
import type { Stores } from './stores.ts';

/**
 * Opens the stores that `DATABASE_URL` names: a PostgreSQL server, memory, or without it the embedded database. The
 * code of each is loaded only when it is used.
 */
export async function openStores(config: Config, clock: Clock): Promise<Stores> {
  if (config.DATABASE_URL === 'memory:') {
    const { memoryStores } = await import('./memory-stores.ts');
    return memoryStores(clock);
  }
  const { postgresStores } = await import('./postgres-stores.ts');
  return postgresStores(config, clock);
}
