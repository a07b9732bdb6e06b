import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { aBooking, bookings } from '../support/a-booked-webhook.ts';
import { aMember } from '../support/a-member.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { expectProblem } from '../support/the-api.ts';
import { untilReady } from '../support/until-ready.ts';

jest.setTimeout(60_000);

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgresServer();
}, 60_000);
afterAll(() => postgres.stop());

// Each waits most of its time.
test.concurrent('while the one line of a lane is silent readiness names ingest, and then nothing', async () => {
  const url = await createDatabase(postgres);
  await using proxy = await TcpProxy.to(url);
  await using service = await aService(proxy.through(url));
  const lost = proxy.loseAnswerTo('commit\0');

  const posted = service.post(aBooking());
  await lost;
  await until(async () => (await failing(service)).includes('ingest'), 'readiness to fail');

  expect((await posted).status).toBe(503);
  await untilReady(service);
  expect((await service.post(aBooking('grace@example.com'))).status).toBe(200);
});

test.concurrent('while all that is asked of the database goes nowhere readiness names the paths, in time', async () => {
  const url = await createDatabase(postgres);
  await using proxy = await TcpProxy.to(url);
  await using service = await aService(proxy.through(url));
  using member = await aMember(service);
  await untilReady(service);

  proxy.blackhole();
  proxy.newLines = 'hang';
  const start = performance.now();
  const answer = await service.get('/readyz');
  const took = performance.now() - start;
  await until(async () => (await failing(service)).includes('relay'), 'the relay to fail', 20);
  proxy.newLines = 'pass';
  await untilReady(service);

  expectProblem(answer, 503, 'not_ready');
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(answer.body).toMatchObject({
    failing: expect.arrayContaining(['ingest', 'reads', 'database']),
  });
  expect(took).toBeLessThan(4_000);
  expect(member.disconnected).toBeNull();
});

test.concurrent('a table that somebody locked makes readiness name ingest, as long as webhooks are refused', async () => {
  const url = await createDatabase(postgres);
  await using service = await aService(url);
  const client = await connected(url);
  await client.query('begin');
  await client.query('lock table deliveries, prospects in access exclusive mode');

  const refused = await service.post(aBooking());
  const during = await failing(service);
  await client.query('rollback');
  await client.end();

  expect(refused.status).toBe(503);
  expect(during).toEqual(['ingest']);
  await untilReady(service);
});

test.concurrent('a server that turned read-only is named as a disk that cannot be written', async () => {
  const url = await createDatabase(postgres);
  await using service = await aService(url);
  await untilReady(service);
  const client = await connected(url);
  const { pathname } = new URL(url);

  await client.query(`alter database ${pathname.slice(1)} set default_transaction_read_only = on`);
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await until(async () => (await failing(service)).length > 1, 'readiness to fail');
  const during = await failing(service);
  await client.query('set default_transaction_read_only = off');
  await client.query(`alter database ${pathname.slice(1)} reset default_transaction_read_only`);
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.end();

  expect(during).toEqual(['ingest', 'disk']);
  await untilReady(service);
});

test.concurrent('a backend that froze with the stream in its hands refuses no webhook', async () => {
  const url = await createDatabase(postgres);
  await using service = await aService(url);
  expect((await service.post(aBooking('first@example.com'))).status).toBe(200);
  const client = await connected(url);
  await client.query('begin');
  await client.query(`select 1 from streams where organization_id = 'demo' for update`);
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid ?? 0;

  process.kill(pid, 'SIGSTOP');
  const answers = [];
  for (const body of bookings(12)) {
    answers.push(service.post(body));
    await delay(250);
  }
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  process.kill(pid, 'SIGCONT');
  await client.query('rollback');
  await client.end();

  expect(statuses).toEqual(statuses.map(() => 200));
  await until(async () => (await people(service)) === 13, 'all of them', 30);
});

test.concurrent('a server that froze whole is waited for no longer, and served again when it thaws', async () => {
  const url = await createDatabase(postgres);
  await using service = await aService(url);
  expect((await service.post(aBooking('first@example.com'))).status).toBe(200);
  const backends = await backendsOf(url);

  for (const pid of backends) process.kill(pid, 'SIGSTOP');
  const start = performance.now();
  const refused = await service.post(aBooking('ada@example.com'));
  const took = performance.now() - start;
  const again = await service.post(aBooking('grace@example.com'));
  for (const pid of backends) process.kill(pid, 'SIGCONT');

  expect(took).toBeLessThan(10_000);
  expect([200, 503]).toContain(refused.status);
  expect(again.status).toBe(200);
  await untilReady(service);
});

function aService(databaseUrl: string): Promise<RunningService> {
  return aRunningService({ DATABASE_URL: databaseUrl, DEFAULT_ORGANIZATION_ID: 'demo' });
}

async function failing(service: RunningService): Promise<string[]> {
  const { body } = await service.get<{ failing?: string[] }>('/readyz');
  return body.failing ?? [];
}

async function people(service: RunningService): Promise<number> {
  const { body } = await service.get<{ items: unknown[] }>('/prospects?limit=100');
  return body.items.length;
}

async function connected(databaseUrl: string): Promise<Client> {
  const client = new Client(databaseUrl);
  // One test ends backends.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** The backends that work for the service, none of which may be in the middle of something. */
async function backendsOf(databaseUrl: string): Promise<number[]> {
  const client = await connected(databaseUrl);
  const { rows } = await client.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await client.end();
  return rows.map(({ pid }) => pid);
}
