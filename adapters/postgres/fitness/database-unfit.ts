import { connectFailure, messageOf, rootOf } from './connect-failure.ts';
import { type ServerFacts, serverFacts } from './server-facts.ts';
import { type ServerNeeds, unfitness } from './unfitness.ts';

interface Queried {
  query<Row>(sql: string): Promise<Row[]>;
}

/** The database cannot be used. The message says what to change, and never holds a password. */
export class DatabaseUnfit extends Error {}

/**
 * Checks a server before the first write. Returns its facts.
 * @throws DatabaseUnfit with everything that does not fit: the server, the database, the role, its rights and limits
 */
export async function requireFitServer(
  database: Queried,
  needs: Omit<ServerNeeds, 'migrated'>,
): Promise<ServerFacts> {
  const facts = await lookAt(database);
  const problems = unfitness(facts, { ...needs, migrated: await migratedOf(database, facts) });
  if (problems.length === 0) return facts;
  throw new DatabaseUnfit(problems.map((problem) => `DATABASE_URL: ${problem}`).join('\n'));
}

/**
 * Migrates the tables.
 * @throws DatabaseUnfit when the server does not allow it
 */
export async function migrateInWords(migrate: () => Promise<unknown>): Promise<void> {
  try {
    await migrate();
  } catch (error) {
    throw new DatabaseUnfit(
      `DATABASE_URL: the tables cannot be migrated (${messageOf(rootOf(error))}). Nothing was changed. Correct the cause, and start again.`,
      { cause: error },
    );
  }
}

async function lookAt(database: Queried): Promise<ServerFacts> {
  try {
    const [facts] = await database.query<ServerFacts>(serverFacts);
    if (facts === undefined) throw new Error('The server did not return its facts.');
    return facts;
  } catch (error) {
    throw new DatabaseUnfit(`DATABASE_URL: ${connectFailure(error)}`, { cause: error });
  }
}

/** The names of the applied migrations. Unreadable tables are reported separately. */
async function migratedOf(
  database: Queried,
  { tables, closedTables }: ServerFacts,
): Promise<string[]> {
  const table = 'mikro_orm_migrations';
  if (!tables.includes(table) || closedTables.includes(table)) return [];
  const rows = await database.query<{ name: string }>(`select name from ${table}`);
  return rows.map(({ name }) => name);
}
