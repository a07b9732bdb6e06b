import type { Clock } from '../src/ports/clock.ts';
import type { Config } from './config.ts';
import type { Stores } from './stores.ts';

/**
 * Opens what `DATABASE_URL` names: a PostgreSQL server, memory, or without it the embedded database. What keeps things
 * in memory and what does in PostgreSQL are loaded when they are asked for.
 */
export async function openStores(config: Config, clock: Clock): Promise<Stores> {
  if (config.DATABASE_URL === 'memory:') {
    const { memoryStores } = await import('./memory-stores.ts');
    return memoryStores(clock);
  }
  const { postgresStores } = await import('./postgres-stores.ts');
  return postgresStores(config, clock);
}
