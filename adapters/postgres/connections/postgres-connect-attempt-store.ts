import type {
  ConnectAttempt,
  ConnectAttemptStore,
} from '../../../src/ports/connect-attempt-store.ts';
import type { Database } from '../database/database.ts';
import { Table } from '../rows/table.ts';

type AttemptRow = Omit<ConnectAttempt, 'expiresAt'> & { expiresAt: string };

const attemptsTable = new Table('connect_attempts', {
  stateHash: 'text',
  id: 'uuid',
  organizationId: 'text',
  subject: 'text',
  cookieHash: 'text',
  codeVerifier: 'text',
  expiresAt: 'timestamptz',
});

const takeStatement = `
  delete from connect_attempts a where a.state_hash = $1 returning ${attemptsTable.json('a')}::text as json`;

/** Keeps attempts to connect in SQL. */
export class PostgresConnectAttemptStore implements ConnectAttemptStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async add(attempt: ConnectAttempt): Promise<void> {
    await this.#database.query(attemptsTable.insert(attemptsTable.rows(1)), [
      JSON.stringify([attempt]),
    ]);
  }

  async take(stateHash: string, now: Date): Promise<ConnectAttempt | null> {
    const [taken] = await this.#database.query<{ json: string }>(takeStatement, [stateHash]);
    if (taken === undefined) return null;
    const row = JSON.parse(taken.json) as AttemptRow;
    const expiresAt = new Date(row.expiresAt);
    return expiresAt > now ? { ...row, expiresAt } : null;
  }

  async prune(now: Date): Promise<void> {
    await this.#database.query('delete from connect_attempts where expires_at <= $1::timestamptz', [
      now.toISOString(),
    ]);
  }
}
