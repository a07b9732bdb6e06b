import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresIngestStore } from '../../adapters/postgres/ingest/postgres-ingest-store.ts';
import { StoreUnavailable } from '../../src/domain/errors.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';

const maxConnections = 3;
const acme = organizationId('acme');
const touched = {
  deliveries: [],
  organizations: new Map([
    [acme, { bookings: new Set<never>(), emails: new Set<never>(), notes: new Set<never>() }],
  ]),
};

let server: Awaited<ReturnType<typeof startPostgresServer>>;
let url: string;

beforeAll(async () => {
  server = await startPostgresServer();
  url = await createDatabase(server);
}, 60_000);

afterAll(() => server.stop());

/** Ends the connections that are inside a transaction, as a failover or an operator does. */
async function killBackends(): Promise<number> {
  const client = new Client(url);
  await client.connect();
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction'`,
  );
  await client.end();
  return rowCount ?? 0;
}

test('connections that die inside transactions cost no place in the pool', async () => {
  const database = await Database.open({ url, dataDir: '', maxConnections });
  const store = new PostgresIngestStore(database);
  const nothing = { deliveries: [], repeated: [], settled: [], organizations: new Map() };

  for (let round = 0; round < maxConnections * 2; round += 1) {
    await using unit = await store.load(touched);
    expect(await killBackends()).toBe(1);
    await expect(unit.commit(nothing)).rejects.toBeInstanceOf(StoreUnavailable);
  }

  await using unit = await store.load(touched);
  await unit.commit(nothing);
  await database.close();
});
