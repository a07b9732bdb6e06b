const oldestVersion = 15;

/** The database cannot be used as it is. The message says what to change; a password is never in it. */
export class DatabaseUnfit extends Error {}

/**
 * Looks at a server before anything is kept on it.
 * @throws DatabaseUnfit for one that lets nobody in, is too old or, where it matters, may lose what it acknowledged
 */
export async function requireFitServer(
  database: { query<Row>(sql: string): Promise<Row[]> },
  mustBeDurable: boolean,
): Promise<void> {
  const server = await lookAt(database);
  const version = Math.floor(Number(server?.version) / 10_000);
  if (!(version >= oldestVersion)) {
    throw new DatabaseUnfit(
      `DATABASE_URL: the server is PostgreSQL ${version}. Use PostgreSQL ${oldestVersion} or later.`,
    );
  }
  if (!mustBeDurable) return;
  for (const setting of ['fsync', 'synchronous_commit'] as const) {
    const value = setting === 'fsync' ? server?.fsync : server?.commit;
    if (value === 'off') {
      throw new DatabaseUnfit(
        `DATABASE_URL: the server runs with ${setting} = off and may lose what it acknowledged. Set ${setting} = on.`,
      );
    }
  }
}

async function lookAt(database: Parameters<typeof requireFitServer>[0]) {
  try {
    const [server] = await database.query<{ version: string; fsync: string; commit: string }>(
      `select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as commit`,
    );
    return server;
  } catch (error) {
    throw new DatabaseUnfit(`DATABASE_URL: ${whyNot(error)}`, { cause: error });
  }
}

function whyNot(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof URIError || codeOf(cause) === 'ERR_INVALID_URL') {
    return 'it cannot be read as an address. Write it as postgresql://user:password@host:5432/database; in a password / is %2F, # is %23, ? is %3F and % is %25.';
  }
  const told = cause instanceof AggregateError ? cause.errors.map(messageOf) : [messageOf(cause)];
  return `the server cannot be used (${told.join('; ')}). See that it runs, and that host, port, user, password and database are right.`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
