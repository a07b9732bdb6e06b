import { afterAll, beforeAll } from '@jest/globals';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { describeServedHistories } from './service-property.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgresServer();
}, 60_000);

afterAll(async () => {
  await server.stop();
});

describeServedHistories('PostgreSQL 18', {
  settings: async () => ({ DATABASE_URL: await createDatabase(server) }),
  services: 2,
  connections: 64,
  postedRuns: 5,
  laneRuns: 5,
});
