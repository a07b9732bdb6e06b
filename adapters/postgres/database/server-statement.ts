import type { Pool } from 'pg';
import { closeWhenSilent } from './close-when-silent.ts';
import type { Statement } from './transaction.ts';

/**
 * Runs one statement on a server, outside any transaction. A statement that is not answered in time closes its
 * connection.
 */
export async function runOnServer(
  pool: Pool,
  { sql, parameters }: Statement,
  milliseconds: number,
): Promise<unknown[]> {
  const connection = await pool.connect();
  // A failing connection reports its error to its borrower and to the statement.
  connection.on('error', ignore);
  try {
    const answer =
      parameters.length === 0 ? connection.query(sql) : connection.query(sql, parameters);
    return (await closeWhenSilent(connection, answer, milliseconds)).rows as unknown[];
  } finally {
    connection.off('error', ignore);
    connection.release();
  }
}

function ignore(): void {}
