import type { ServerFacts } from './server-facts.ts';

/** The service's requirements of a server. */
export interface ServerNeeds {
  /** True when a server is refused that may lose committed transactions. */
  mustBeDurable: boolean;
  /** The connections that this process opens. */
  connections: number;
  /** The names of the migrations that this program knows. */
  migrations: readonly string[];
  /** The names of the migrations that were applied. */
  migrated: readonly string[];
}

const oldestVersion = 15;
const newestVersion = 18;

/** Everything about a server, its database and the role that does not fit, each with what to do. */
export function unfitness(facts: ServerFacts, needs: ServerNeeds): string[] {
  const { version } = facts;
  if (!(version >= oldestVersion && version <= newestVersion)) {
    return [
      `the server is PostgreSQL ${version}. Use PostgreSQL ${oldestVersion} to ${newestVersion}.`,
    ];
  }
  return [
    ...ofServer(facts, needs),
    ...ofDatabase(facts, needs),
    ...ofRights(facts, needs),
    ...ofLimits(facts, needs),
  ];
}

function* ofServer(facts: ServerFacts, { mustBeDurable }: ServerNeeds): Generator<string> {
  if (facts.isStandby) {
    yield 'the server is a standby, which accepts no writes. Name the primary server.';
  } else if (facts.isReadOnly) {
    yield 'the server is read-only for this role (default_transaction_read_only = on). Check whether its disk is full, and where it was set: ALTER SYSTEM, ALTER DATABASE or ALTER ROLE … RESET default_transaction_read_only.';
  }
  if (facts.replicationRole !== 'origin') {
    yield `session_replication_role is ${facts.replicationRole}, which skips checks. As a superuser: ALTER ROLE ${named(facts.role)} RESET session_replication_role.`;
  }
  if (!mustBeDurable) return;
  for (const [name, value] of [
    ['fsync', facts.fsync],
    ['synchronous_commit', facts.synchronousCommit],
  ]) {
    if (value !== 'off') continue;
    yield `the server runs with ${name} = off and may lose committed transactions. Set ${name} = on.`;
  }
}

function* ofDatabase(
  { encoding, database, trigrams, role, tables, schema }: ServerFacts,
  { migrations, migrated }: ServerNeeds,
): Generator<string> {
  if (encoding !== 'UTF8') {
    yield `the database ${named(database)} has the encoding ${encoding}, which cannot store every name. Make a database with UTF8: createdb --encoding=UTF8 --template=template0 NAME.`;
  }
  const unknown = migrated.filter((name) => !migrations.includes(name));
  if (unknown.length > 0) {
    yield `the tables were made by a newer version of this program (${unknown.join(', ')}). Start that version, or restore the backup from before the upgrade.`;
  } else if (migrated.length > 0 && !tables.includes('installation')) {
    yield `the tables are not in the schema ${schema ?? 'public'}, though the database has a record of them. Restore them, or let the search_path of the role begin with their schema.`;
  }
  if (trigrams === 'missing') {
    yield 'the server lacks the extension pg_trgm. Install it there: on Debian it is in postgresql-contrib.';
  } else if (trigrams === 'forbidden') {
    yield `the role ${named(role)} may not install the extension pg_trgm. As a superuser, in this database: CREATE EXTENSION pg_trgm; or GRANT CREATE ON DATABASE ${named(database)} TO ${named(role)}.`;
  }
}

function* ofRights(facts: ServerFacts, { migrations, migrated }: ServerNeeds): Generator<string> {
  const { schema, searchPath, mayCreate, closedFunctions, closedTables, foreignTables } = facts;
  const role = named(facts.role);
  const isUpToDate = migrations.every((name) => migrated.includes(name));
  if (schema === null) {
    yield `there is no schema for the tables (search_path = ${searchPath || "''"}), or the role may not use it. CREATE SCHEMA IF NOT EXISTS public; GRANT USAGE, CREATE ON SCHEMA public TO ${role}.`;
  } else if (!isUpToDate && !mayCreate) {
    yield `the role ${role} may make no tables in the schema ${schema}, as is usual since PostgreSQL 15. GRANT USAGE, CREATE ON SCHEMA ${named(schema)} TO ${role}; or make it the owner of the database.`;
  }
  if (closedTables.length > 0) {
    yield `the role ${role} may not read and write the tables ${closedTables.join(', ')}. GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${named(schema ?? 'public')} TO ${role}; or use the role to which they belong.`;
  }
  if (!isUpToDate && foreignTables.length > 0) {
    yield `the tables ${foreignTables.join(', ')} belong to another role, and only that role can migrate them. Use it, or ALTER TABLE … OWNER TO ${role}.`;
  }
  if (closedFunctions.length > 0) {
    yield `the role ${role} may not call ${closedFunctions.join(', ')}. GRANT EXECUTE on each to it.`;
  }
}

function* ofLimits(facts: ServerFacts, { connections }: ServerNeeds): Generator<string> {
  const limits = [
    ['the server', facts.serverConnections, 'Raise max_connections'],
    ['the role', facts.roleConnections, `ALTER ROLE ${named(facts.role)} CONNECTION LIMIT -1`],
    [
      'the database',
      facts.databaseConnections,
      `ALTER DATABASE ${named(facts.database)} CONNECTION LIMIT -1`,
    ],
  ] as const;
  for (const [whose, limit, remedy] of limits) {
    if (limit >= connections) continue;
    yield `${whose} allows ${limit} connections, and each process takes up to ${connections}. ${remedy}.`;
  }
}

/** A name as SQL takes it. */
function named(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
