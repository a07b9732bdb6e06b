const oldestVersion = 15;

/** The PostgreSQL server cannot be used as it is. The message says what to change. */
export class DatabaseUnfit extends Error {}

/**
 * Looks at a server before anything is kept on it.
 * @throws DatabaseUnfit for one that is too old or, where it matters, may lose what it acknowledged
 */
export async function requireFitServer(
  database: { query<Row>(sql: string): Promise<Row[]> },
  mustBeDurable: boolean,
): Promise<void> {
  const [server] = await database.query<{ version: string; fsync: string; commit: string }>(
    `select current_setting('server_version_num') as version, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit`,
  );
  const version = Math.floor(Number(server?.version) / 10_000);
  if (!(version >= oldestVersion)) {
    throw new DatabaseUnfit(
      `The database is PostgreSQL ${version}. Use PostgreSQL ${oldestVersion} or later.`,
    );
  }
  if (!mustBeDurable) return;
  for (const setting of ['fsync', 'synchronous_commit'] as const) {
    const value = setting === 'fsync' ? server?.fsync : server?.commit;
    if (value === 'off') {
      throw new DatabaseUnfit(
        `The database runs with ${setting} = off and may lose what it acknowledged. Set ${setting} = on.`,
      );
    }
  }
}
