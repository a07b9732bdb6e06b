import { Client } from 'pg';
import { codeOf, connectFailure } from './connect-failure.ts';
import { DatabaseUnfit } from './database-unfit.ts';
import { prepareSession } from './session-settings.ts';

const patienceMilliseconds = 4000;
const rounds = 5;
/** The error of a pooler that lends connections per statement, when a transaction begins. */
const protocolViolation = '08P01';

const shared =
  'a pooler between the service and the server shares connections between clients after each transaction, so the settings of a session are lost. Set its pool_mode to session, or name the server itself.';

/**
 * Checks that a connection is a session of its own, and that this process can open all its connections. A server gives
 * the driver its process number; another number shows a pooler.
 * @throws DatabaseUnfit for a pooler that shares connections per transaction or statement, or gives too few
 */
export async function requireSessions(url: string, connections: number): Promise<void> {
  const opened: Client[] = [];
  try {
    const connection = await open(url, opened);
    if ((await backendOf(connection)) === processOf(connection)) return;
    await requireUnshared(connection, await open(url, opened));
    await requireAsMany(url, opened, connections);
  } catch (error) {
    if (error instanceof DatabaseUnfit) throw error;
    throw new DatabaseUnfit(`DATABASE_URL: ${connectFailure(error)}`, { cause: error });
  } finally {
    await Promise.allSettled(opened.map((connection) => connection.end()));
  }
}

/** While the first connection holds a transaction, the second keeps its server process only if no other shares it. */
async function requireUnshared(connection: Client, other: Client): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const before = await backendOf(connection);
    const ofOther = await backendInTransaction(other);
    const isShared = ofOther === before || (await backendOf(connection)) !== before;
    if (isShared) throw new DatabaseUnfit(`DATABASE_URL: ${shared}`);
    await other.query('commit');
  }
}

/**
 * A pooler accepts every client, and makes those wait for whom it has no server connection. One connection is already
 * open.
 */
async function requireAsMany(url: string, opened: Client[], connections: number): Promise<void> {
  while (opened.length + 1 < connections) {
    const given = opened.length + 1;
    try {
      await backendOf(await open(url, opened));
    } catch (cause) {
      throw new DatabaseUnfit(
        `DATABASE_URL: the pooler gives ${given} connections at a time, and this process needs up to ${connections}. Raise its default_pool_size (in PgBouncer), and any limit below it.`,
        { cause },
      );
    }
  }
}

async function open(url: string, opened: Client[]): Promise<Client> {
  const connection = new Client({
    connectionString: url,
    connectionTimeoutMillis: patienceMilliseconds,
    query_timeout: patienceMilliseconds,
  });
  // The error that ends a connection also fails its statement.
  connection.on('error', () => undefined);
  await connection.connect();
  opened.push(connection);
  await prepareSession(connection);
  return connection;
}

async function backendOf(connection: Client): Promise<number | undefined> {
  const { rows } = await connection.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}

async function backendInTransaction(connection: Client): Promise<number | undefined> {
  try {
    await connection.query('begin');
  } catch (cause) {
    if (codeOf(cause) !== protocolViolation) throw cause;
    throw new DatabaseUnfit(`DATABASE_URL: ${shared}`, { cause });
  }
  return backendOf(connection);
}

function processOf(connection: Client): unknown {
  return (connection as unknown as { processID: number | null }).processID;
}
