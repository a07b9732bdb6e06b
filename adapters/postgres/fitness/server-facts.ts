/** The facts of a server, its database and the role. Large numbers are texts. */
export interface ServerFacts {
  version: number;
  database: string;
  role: string;
  encoding: string;
  isStandby: boolean;
  isReadOnly: boolean;
  fsync: string;
  synchronousCommit: string;
  replicationRole: string;
  /** The schema where tables are made. Null when it does not exist, or the role has no right to it. */
  schema: string | null;
  searchPath: string;
  mayCreate: boolean;
  trigrams: 'installed' | 'installable' | 'forbidden' | 'missing';
  /** The limits of open connections: of the server, the role and the database. */
  serverConnections: number;
  roleConnections: number;
  databaseConnections: number;
  /** The service's functions that the role may not call. */
  closedFunctions: string[];
  /** The service's tables in the schema: those with a missing right, and those with another owner. */
  tables: string[];
  closedTables: string[];
  foreignTables: string[];
}

/** Every table of the service. */
export const tableNames = [
  'audit',
  'audit_reasons',
  'completeness_reports',
  'connect_attempts',
  'connections',
  'deliveries',
  'disabled_organizations',
  'event_log',
  'failed_attempts',
  'installation',
  'job_runs',
  'leases',
  'mikro_orm_migrations',
  'notes',
  'prospects',
  'scheduled_events',
  'streams',
  'syncs',
] as const;

const functions = [
  'pg_advisory_xact_lock(bigint)',
  'pg_control_system()',
  'pg_current_wal_lsn()',
  'pg_notify(text, text)',
  'pg_walfile_name(pg_lsn)',
];

const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(', ');

const hasAllRights = ['select', 'insert', 'update', 'delete']
  .map((right) => `has_table_privilege(c.oid, '${right}')`)
  .join(' and ');

const tables = `(
  select c.relname, ${hasAllRights} as open, pg_has_role(c.relowner, 'usage') as own
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = current_schema() and c.relkind in ('r', 'p') and c.relname in (${quoted(tableNames)})
) as t`;

const listOf = (condition: string) =>
  `(select coalesce(json_agg(relname order by relname), '[]') from ${tables} where ${condition})`;

/** One statement for all facts. It is valid on servers that are too old, too. */
export const serverFacts = `
  select current_setting('server_version_num')::int / 10000 as version,
    current_database() as database, current_user as role,
    pg_encoding_to_char(d.encoding) as encoding,
    pg_is_in_recovery() as "isStandby", current_setting('transaction_read_only') = 'on' as "isReadOnly",
    current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit",
    current_setting('session_replication_role') as "replicationRole",
    current_schema()::text as schema, current_setting('search_path') as "searchPath",
    coalesce(has_schema_privilege(current_schema()::text, 'create'), false) as "mayCreate",
    case
      when exists (select from pg_extension where extname = 'pg_trgm') then 'installed'
      when not exists (select from pg_available_extensions where name = 'pg_trgm') then 'missing'
      when has_database_privilege(d.oid, 'create') then 'installable'
      else 'forbidden'
    end as trigrams,
    current_setting('max_connections')::int - case when r.rolsuper then 0 else
      current_setting('superuser_reserved_connections')::int
      + coalesce(current_setting('reserved_connections', true)::int, 0) end as "serverConnections",
    case when r.rolsuper or r.rolconnlimit < 0 then 1000000 else r.rolconnlimit end as "roleConnections",
    case when r.rolsuper or d.datconnlimit < 0 then 1000000 else d.datconnlimit end as "databaseConnections",
    (select coalesce(json_agg(f), '[]') from unnest(array[${quoted(functions)}]) as f
     where not has_function_privilege('pg_catalog.' || f, 'execute')) as "closedFunctions",
    ${listOf('true')} as tables, ${listOf('not open')} as "closedTables", ${listOf('not own')} as "foreignTables"
  from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user`;
