import * as jest from '@jest/globals';
import { Database } from '../../adapters/postgres/database/database.ts';
import {
  createDatabase,
  type PostgresServer,
  type PostgresVersion,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { describeAudit } from './audit-contract.ts';
import { describeConnecting } from './connecting-contract.ts';
import {
  connectingWorldOn,
  operatorWorldOn,
  organizationWorldOn,
  storeWorldOn,
} from './database-world.ts';
import { describeOperatorInbox } from './operator-inbox-contract.ts';
import { describeOrganizationStore } from './organization-store-contract.ts';
import { describeRetention } from './retention-contract.ts';
import { retentionWorldOn } from './retention-on-database.ts';
import { describeStores } from './store-contract.ts';

/** Runs the stores' contracts on a PostgreSQL server of its own. */
export function describeStoresOnServer(version: PostgresVersion): void {
  let server: PostgresServer;
  let database: Database;
  let ofAnotherProcess: Database;

  jest.beforeAll(async () => {
    server = await startPostgresServer({}, version);
    const url = await createDatabase(server);
    database = await Database.open({ url, dataDir: '' });
    ofAnotherProcess = await Database.open({ url, dataDir: '' });
  }, 60_000);

  jest.afterAll(async () => {
    await ofAnotherProcess.close();
    await database.close();
    await server.stop();
  });

  describeStores(jest, `PostgreSQL ${version}`, async () => storeWorldOn(database));
  describeAudit(jest, `PostgreSQL ${version}`, async () => operatorWorldOn(database));
  describeOperatorInbox(jest, `PostgreSQL ${version}`, async () => operatorWorldOn(database));
  describeConnecting(jest, `PostgreSQL ${version}`, async () =>
    connectingWorldOn(database, ofAnotherProcess),
  );
  describeOrganizationStore(jest, `PostgreSQL ${version}`, async () =>
    organizationWorldOn(database, ofAnotherProcess),
  );
  describeRetention(jest, `PostgreSQL ${version}`, async () =>
    retentionWorldOn(database, ofAnotherProcess),
  );
}
