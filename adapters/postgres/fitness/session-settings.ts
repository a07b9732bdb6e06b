import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';
import { bounds } from '../../../src/domain/bounds.ts';

/**
 * The settings that every connection needs, whatever the server, the database or the role set.
 * - `lock_timeout` bounds a writer's wait for a stream.
 * - `idle_in_transaction_session_timeout` bounds how long a silent client holds a stream inside a transaction, and
 * `tcp_user_timeout` how long one that takes no answers does. So a connection that only the server still knows does not
 * keep its slot for long.
 * - Every statement here looks rows up by an index. A plan made while a table is empty would read the whole table for
 * as long as the plan is kept: 35 ms a batch instead of 2 were measured.
 * - `default_transaction_read_only` is not set: a server that was made read-only must stay so.
 */
const settings: Readonly<Record<string, string>> = {
  lock_timeout: `${bounds.streamLock.value}`,
  statement_timeout: `${bounds.serverStatement.value}`,
  idle_in_transaction_session_timeout: `${bounds.silentTransaction.value}`,
  idle_session_timeout: `${bounds.silentSession.value}`,
  tcp_user_timeout: `${bounds.silentTransaction.value}`,
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
  // A limit meant for other programs would cut migrations.
  transaction_timeout: '0',
  // The text forms of values that the driver and the stores read and write.
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  // Settings that change the meaning of statements.
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  transform_null_equals: 'off',
  gin_fuzzy_search_limit: '0',
  exit_on_error: 'off',
  // A policy that hides rows must cause an error.
  row_security: 'off',
};

/**
 * The schema where the tables were found, else the one where this role makes tables, else `public`. The operators of
 * `pg_trgm` may be in a schema of their own.
 */
const searchPath = `concat_ws(', ',
  coalesce(
    (select quote_ident(n.nspname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.oid = coalesce(to_regclass('installation'), to_regclass('public.installation'))),
    quote_ident(nullif(current_schema(), 'pg_catalog')),
    'public'),
  (select quote_ident(n.nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace
   where e.extname = 'pg_trgm'))`;

/**
 * Sets the settings of a new connection, in two short statements. Poolers refuse the startup parameter `options`. A
 * setting that this version of the server does not know is left out.
 */
export async function prepareSession(
  connection: ClientBase,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { stream } = (connection as unknown as { connection: { stream: Socket } }).connection;
  const impatience = setTimeout(() => stream.destroy(), bounds.connect.value);
  try {
    // The limit that holds when a statement begins is the one that cuts it.
    await connection.query('set statement_timeout = 0');
    await connection.query(statementFor({ ...settings, ...more }));
  } finally {
    clearTimeout(impatience);
  }
}

function statementFor(wanted: Readonly<Record<string, string>>): string {
  const rows = Object.entries(wanted).map(([name, value]) => `('${name}', '${value}')`);
  return `
    select set_config('search_path', ${searchPath}, false), (
      select count(set_config(s.name, wanted.value, false))
      from (values ${rows.join(', ')}) as wanted(name, value)
      join pg_settings s on s.name = wanted.name)`;
}
