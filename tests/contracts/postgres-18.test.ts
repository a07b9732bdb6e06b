import { afterAll, beforeAll } from '@jest/globals';
import { Database } from '../../adapters/postgres/database.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';
import { storeWorldOn } from './database-world.ts';
import { describeStores } from './store-contract.ts';

let server: Awaited<ReturnType<typeof startPostgresServer>>;
let database: Database;

beforeAll(async () => {
  server = await startPostgresServer();
  database = await Database.open({ url: await createDatabase(server), dataDir: '' });
}, 60_000);

afterAll(async () => {
  await database.close();
  await server.stop();
});

describeStores('PostgreSQL 18', async () => storeWorldOn(database));
