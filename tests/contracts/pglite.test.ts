import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as jest from '@jest/globals';
import { Database } from '../../adapters/postgres/database/database.ts';
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

let folder: string;
let database: Database;

jest.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pglite-'));
  database = await Database.open({ url: undefined, dataDir: folder });
}, 60_000);

jest.afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

describeStores(jest, 'PGlite', async () => storeWorldOn(database));
describeAudit(jest, 'PGlite', async () => operatorWorldOn(database));
describeOperatorInbox(jest, 'PGlite', async () => operatorWorldOn(database));
describeConnecting(jest, 'PGlite', async () => connectingWorldOn(database));
describeOrganizationStore(jest, 'PGlite', async () => organizationWorldOn(database));
describeRetention(jest, 'PGlite', async () => retentionWorldOn(database));
