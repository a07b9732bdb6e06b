import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import { bounds } from '../../src/domain/bounds.ts';
import { StoreUnavailable } from '../../src/domain/errors.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

jest.setTimeout(60_000);

const acme = organizationId('acme');
let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgresServer();
}, 60_000);
afterAll(() => postgres.stop());

// Each waits most of its time, and has a database of its own.
test.concurrent('a statement on a line that fell silent fails as unavailable, and the next one is answered', async () => {
  await using world = await aSilentWorld();
  const nap = () => world.database.query('select pg_sleep(0.1)');
  await Promise.all([nap(), nap(), nap()]);

  world.proxy.blackhole();
  const failure = await failureOf(() => world.database.query('select 1'), bounds.statement.value);
  const next = await world.database.query('select 2 as two');

  expect(failure).toBeInstanceOf(StoreUnavailable);
  expect(next).toEqual([{ two: 2 }]);
});

test.concurrent('the mapper waits no longer for a line than anybody else, and the lines beside it are made anew', async () => {
  await using world = await aSilentWorld();
  const ask = () => world.database.em().getConnection().execute('select pg_sleep(0.1)');
  await Promise.all([ask(), ask(), ask()]);

  world.proxy.blackhole();
  await failureOf(ask, bounds.statement.value);
  const next = await Promise.all([ask(), ask(), ask()]);

  expect(next).toHaveLength(3);
});

test.concurrent('an answer that comes a byte at a time is no longer waited for than none', async () => {
  await using world = await aSilentWorld();
  await world.database.query('select 1');

  world.proxy.trickle = 1;
  const failure = await failureOf(
    () => world.database.query(`select repeat('a', 10000)`, [], 3_000),
    3_000,
  );

  expect(failure).toBeInstanceOf(StoreUnavailable);
});

test.concurrent('a server that lets one in and says nothing is given up', async () => {
  await using world = await aSilentWorld();
  world.proxy.blackhole();
  world.proxy.newLines = 'hang';
  await world.database.query('select 1', [], 1_000).catch(() => undefined);

  const start = performance.now();
  const failure = await failureOf(() => world.database.query('select 1'), bounds.connect.value);

  expect(failure).toBeInstanceOf(StoreUnavailable);
  expect(performance.now() - start).toBeGreaterThan(bounds.connect.value / 2);
});

test.concurrent('who waits for a free line while all of them are silent is answered in time', async () => {
  await using world = await aSilentWorld(2);
  const ask = () => world.database.query('select 1', [], 5_000);
  await Promise.all([ask(), ask()]);

  world.proxy.blackhole();
  const silent = Promise.allSettled([ask(), ask()]);
  const failure = await failureOf(ask, bounds.connect.value);
  await silent;

  expect(failure).toBeInstanceOf(StoreUnavailable);
  expect(await ask()).toHaveLength(1);
});

test.concurrent('a statement that takes too long is canceled on the server, and its line is kept', async () => {
  await using world = await aSilentWorld();
  const pid = 'select pg_backend_pid() as pid';
  const before = await world.database.query(pid);

  const failure = await failureOf(
    () => world.database.query('select pg_sleep(60)'),
    bounds.serverStatement.value,
  );

  expect(failure).toBeInstanceOf(StoreUnavailable);
  expect(await world.database.query(pid)).toEqual(before);
});

test.concurrent('a database whose lines are silent is closed in time, whatever is under way', async () => {
  const world = await aSilentWorld();
  await world.database.query('select 1');

  world.proxy.blackhole();
  const underWay = Promise.allSettled([world.database.query('select 1'), world.begun()]);
  const start = performance.now();
  await world.database.close();

  expect(performance.now() - start).toBeLessThan(2 * (bounds.close.value + bounds.goodbye.value));
  expect((await underWay).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await world.proxy[Symbol.asyncDispose]();
});

test.concurrent('other processes are heard again after the listening line fell silent', async () => {
  await using world = await aSilentWorld();
  await using other = closing(await Database.open({ url: world.url, dataDir: '' }));
  let heard = 0;
  world.database.onCommitted(() => (heard += 1));
  const saying = setInterval(() => other.database.committed(new Map([[acme, null]])), 100);
  await until(() => heard > 0, 'a word');

  world.proxy.blackhole();
  // One word may be on its way.
  const before = heard + 1;
  await until(() => heard > before, 'a word after the silence', 30);
  clearInterval(saying);
  expect(heard).toBeGreaterThan(before);
});

test.concurrent('a transaction whose client fell silent gives the stream back', async () => {
  await using world = await aSilentWorld();
  await world.database.query(`insert into streams (organization_id) values ('acme')`);
  await world.begun();

  world.proxy.blackhole();
  const client = new Client(world.url);
  await client.connect();
  const start = performance.now();
  await client.query(`select 1 from streams where organization_id = 'acme' for update`);
  await client.end();

  expect(performance.now() - start).toBeLessThan(2 * bounds.silentTransaction.value);
});

test.concurrent('a process that fell silent while it brings the tables up to date keeps no other from starting', async () => {
  const url = await createDatabase(postgres);
  await using proxy = await TcpProxy.to(url);
  const lost = proxy.loseAnswerTo('create table');
  const first = Database.open({ url: proxy.through(url), dataDir: '' });
  first.catch(() => undefined);
  await lost;

  await using second = closing(await Database.open({ url, dataDir: '' }));

  expect(await second.database.query('select log_epoch() as epoch')).toHaveLength(1);
  await expect(first).rejects.toThrow(/terminated/);
});

/** A database behind a line that can fall silent. */
async function aSilentWorld(maxConnections = 5) {
  const url = await createDatabase(postgres);
  const proxy = await TcpProxy.to(url);
  const database = await Database.open({ url: proxy.through(url), dataDir: '', maxConnections });
  return {
    url,
    proxy,
    database,
    begun: () =>
      database.begin([
        { sql: `select 1 from streams where organization_id = 'acme' for update`, parameters: [] },
      ]),
    async [Symbol.asyncDispose]() {
      await database.close();
      await proxy[Symbol.asyncDispose]();
    },
  };
}

function closing(database: Database) {
  return { database, [Symbol.asyncDispose]: () => database.close() };
}

/** What the work failed with, which must be within twice its bound. */
async function failureOf(work: () => Promise<unknown>, milliseconds: number): Promise<unknown> {
  const start = performance.now();
  const failure = await work().then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).not.toBeNull();
  expect(performance.now() - start).toBeLessThan(2 * milliseconds);
  return failure;
}
