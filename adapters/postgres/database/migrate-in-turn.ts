import type { MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { Pool } from 'pg';
import { bounds } from '../../../src/domain/bounds.ts';
import { runOnServer } from './server-statement.ts';
import type { WatchedConnections } from './watched-connections.ts';

/** Any number that no other program of the database uses for an advisory lock. */
const migrationLock = 7_221_150_512;
/**
 * Makes the server check that the process is alive. By default the server waits on for the lock of a lost process, and
 * every other user of the table waits behind it. A server on Windows refuses the setting.
 */
const endsWithItsClient = `select set_config(name, '${bounds.migrationAbandoned.value}', true) from pg_settings
  where name = 'client_connection_check_interval' and version() !~* 'windows|visual c|mingw|msvc'`;
const isAtWork = 'select 1 from pg_stat_activity where pid = $1';

/**
 * Migrates in turn with processes that start at the same time, each in one transaction without a time limit. The server
 * undoes the migration of a process that fell silent, and the next process has its turn. Each process asks on another
 * connection whether its migration still runs at the server, and fails when it does not.
 */
export async function migrateInTurn(
  orm: MikroORM,
  pool: Pool,
  connections: WatchedConnections,
): Promise<void> {
  await connections.patiently(() =>
    orm.em.getConnection().transactional(async (transaction) => {
      const run = (sql: string, parameters: unknown[] = []) =>
        transaction.executeQuery<{ pid: number }>(CompiledQuery.raw(sql, parameters));
      await run('set local lock_timeout = 0');
      await run('set local statement_timeout = 0');
      await run(endsWithItsClient);
      const [turn] = (await run('select pg_backend_pid() as pid')).rows;
      const asking = setInterval(
        () => void endUnlessAtWork(pool, connections, turn?.pid),
        bounds.migrationPulse.value,
      );
      try {
        await run('select pg_advisory_xact_lock($1)', [migrationLock]);
        await orm.migrator.up({ transaction });
      } finally {
        clearInterval(asking);
      }
    }),
  );
}

/** A server that does not answer shows nothing about the migration. */
async function endUnlessAtWork(
  pool: Pool,
  connections: WatchedConnections,
  pid: unknown,
): Promise<void> {
  const statement = { sql: isAtWork, parameters: [pid] };
  const found = await runOnServer(pool, statement, bounds.connect.value).catch(() => null);
  if (found?.length === 0) connections.end();
}
