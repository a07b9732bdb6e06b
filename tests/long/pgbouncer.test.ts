import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresIngestStore } from '../../adapters/postgres/ingest/postgres-ingest-store.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { keep } from '../support/a-change.ts';
import { until } from '../support/a-socket.ts';
import { aProspect } from '../support/a-store-row.ts';
import { startPgbouncer } from '../support/pgbouncer.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

// Debian's PgBouncer has to be installed for these: apt-get install pgbouncer. Without it they fail.
jest.setTimeout(60_000);
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server.stop());

describe('behind PgBouncer', () => {
  test('in session mode, with no other setting, rows are written and processes hear of each other', async () => {
    await using pooler = await startPgbouncer(await createDatabase(server), 'session');
    const here = await Database.open({ url: pooler.url, dataDir: '', maxConnections: 4 });
    const there = await Database.open({ url: pooler.url, dataDir: '', maxConnections: 4 });
    try {
      const heard: string[] = [];
      there.topic('velvena_trial', (word) => heard.push(word));
      const say = here.topic('velvena_trial', () => undefined);

      await keep(new PostgresIngestStore(here), organizationId('acme'), {
        prospects: [aProspect()],
      });
      await until(
        async () => {
          say(['grown']);
          return heard.length > 0;
        },
        'a word',
        10,
      );

      expect(await there.query('select count(*)::int as rows from prospects')).toEqual([
        { rows: 1 },
      ]);
      expect(await there.query('show lock_timeout')).toEqual([{ lock_timeout: '3s' }]);
    } finally {
      await here.close();
      await there.close();
    }
  });

  test.each([
    ['transaction', {}],
    ['transaction', { server_round_robin: '1' }],
    ['transaction', { default_pool_size: '1' }],
    ['statement', {}],
  ] as const)('in %s mode with %j the service is refused in words', async (mode, settings) => {
    await using pooler = await startPgbouncer(await createDatabase(server), mode, settings);

    await expect(Database.open({ url: pooler.url, dataDir: '' })).rejects.toThrow(
      /pooler.*pool_mode to session/,
    );
  });

  test.each([{}, { server_round_robin: '1' }])(
    'in transaction mode with %j, while others use it, the service is refused too',
    async (settings) => {
      await using pooler = await startPgbouncer(
        await createDatabase(server),
        'transaction',
        settings,
      );
      const others = Array.from({ length: 8 }, () => new Client(pooler.url));
      for (const other of others) await other.connect();
      let isOver = false;
      const work = others.map(async (other) => {
        while (!isOver) await other.query('select pg_sleep(random() * 0.01)');
        await other.end();
      });

      const opening = Database.open({ url: pooler.url, dataDir: '' });

      await expect(opening).rejects.toThrow(/pool_mode to session/);
      isOver = true;
      await Promise.all(work);
    },
  );

  test('that gives fewer connections than a process opens the service is refused in words', async () => {
    const settings = { default_pool_size: '5' };
    await using pooler = await startPgbouncer(await createDatabase(server), 'session', settings);

    await expect(Database.open({ url: pooler.url, dataDir: '' })).rejects.toThrow(
      /gives 5 connections.*13.*default_pool_size/,
    );
  });
});
