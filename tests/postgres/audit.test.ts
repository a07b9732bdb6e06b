import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

let server: PostgresServer;
let client: Client;

beforeAll(async () => {
  server = await startPostgresServer();
  const url = await createDatabase(server);
  await (await Database.open({ url, dataDir: '' })).close();
  client = new Client(url);
  await client.connect();
  await client.query(`insert into audit (organization_id, id, at, actor, action, subject)
    values ('acme', gen_random_uuid(), now(), 'ada', 'delivery.replayed', 'x')`);
}, 60_000);
afterAll(async () => {
  await client.end();
  await server.stop();
});

test.each([`update audit set actor = 'eve'`, 'delete from audit'])(
  'what people did stays as it is: %s is refused',
  async (statement) => {
    await expect(client.query(statement)).rejects.toThrow('rows of audit stay as they are');
    const { rows } = await client.query('select actor from audit');
    expect(rows).toEqual([{ actor: 'ada' }]);
  },
);
