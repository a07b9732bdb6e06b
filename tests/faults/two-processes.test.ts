import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

const acme = organizationId('acme');
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgresServer();
}, 60_000);

afterAll(() => server.stop());

test('processes that open an empty database together both find it ready', async () => {
  const url = await createDatabase(server);

  const databases = await Promise.all([1, 2, 3].map(() => Database.open({ url, dataDir: '' })));

  for (const database of databases) {
    expect(await database.query('select log_epoch() as epoch')).toHaveLength(1);
    await database.close();
  }
});

test('what one process commits is told to the other, also after its listening connection was killed', async () => {
  const url = await createDatabase(server);
  await using one = closing(await Database.open({ url, dataDir: '' }));
  await using other = closing(await Database.open({ url, dataDir: '' }));
  let heard: (id: string) => void = () => undefined;
  other.database.onCommitted((id) => heard(id));

  const say = async () => {
    const word = new Promise<string>((resolve) => {
      heard = resolve;
    });
    const saying = setInterval(() => one.database.committed(new Map([[acme, null]])), 20);
    const id = await word;
    clearInterval(saying);
    return id;
  };

  expect(await say()).toBe('acme');
  await killListeners(url);
  expect(await say()).toBe('acme');
});

function closing(database: Database) {
  return { database, [Symbol.asyncDispose]: () => database.close() };
}

async function killListeners(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and query like 'listen%'`,
  );
  await client.end();
}
