import { expect, test } from '@jest/globals';
import { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresIngestStore } from '../../adapters/postgres/ingest/postgres-ingest-store.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { keep } from '../support/a-change.ts';
import { aProspect } from '../support/a-store-row.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';

const acme = organizationId('acme');

test('a row that cannot be written is no outage, and its connection goes back to the others', async () => {
  await using server = await startPostgresServer();
  const url = await createDatabase(server);
  const database = await Database.open({ url, dataDir: '', maxConnections: 2 });
  try {
    const store = new PostgresIngestStore(database);
    const never = aProspect({ lastActivityAt: new Date(Number.NaN) });

    const failures: unknown[] = [];
    for (let i = 0; i < 3; i += 1) {
      await keep(store, acme, { prospects: [never] }).catch((error) => failures.push(error));
    }
    await keep(store, acme, { prospects: [aProspect()] });

    expect(failures.map((error) => (error as Error).name)).toEqual(Array(3).fill('RangeError'));
    expect(await database.query('select count(*)::int as rows from prospects')).toEqual([
      { rows: 1 },
    ]);
  } finally {
    await database.close();
  }
}, 60_000);
