import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { Database } from '../../adapters/postgres/database/database.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { bounds } from '../../src/domain/bounds.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { APlaceForServices } from '../support/a-place-for-services.ts';
import { type AProcess, DataFolder } from '../support/a-process.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { signingKey } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { addedTwice } from '../support/added-twice.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { asCalendlyHolds, whatCalendlyHolds } from '../support/what-calendly-holds.ts';

jest.setTimeout(120_000);

/** It changes the table that is locked here, and may be done once more. */
const forgetOne = `delete from mikro_orm_migrations where name = 'Migration0008BodiesInRows'`;
const waitsForLock = `select 1 from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`;
const others = `select 1 from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
}, 60_000);
afterAll(() => server.stop());

test('a process that is stopped while it waits to bring the tables up to date ends at once, and the server waits no longer for it', async () => {
  await using database = await ADatabase.create();
  await using folder = await DataFolder.create();
  await (await Database.open({ url: database.url, dataDir: '' })).close();
  await database.run(forgetOne);
  await using holder = await ADatabase.at(database.url);
  await holder.run('begin; lock table deliveries in access exclusive mode');
  const stopped = folder.run('main.ts', [], settings(database.url));
  await until(() => database.finds(waitsForLock), 'a migration that waits', 60);

  const { code } = await stopped.kill('SIGTERM');
  await until(async () => !(await database.finds(waitsForLock)), 'the server to undo it');
  await holder.run('rollback');
  await started(folder, database.url);

  expect(code).toBe(0);
});

test('a back-fill whose process is stopped goes on at once in the next one, and reads hardly anything twice', async () => {
  const events = 400;
  const simulator = await startSimulator({ events, rateLimit: false });
  await using database = await ADatabase.create();
  await using place = await APlaceForServices.create(simulator, database.url);
  const admin = place.administrator();
  const calls = () => simulator.calls('GET /scheduled_events/:uuid/invitees');
  const first = await place.startProcess();
  await admin.connectByToken(simulator.personalAccessToken());
  await until(() => calls() > 130, 'a third of the back-fill', 60);

  const { code } = await first.kill('SIGTERM');
  const next = await place.startProcess();
  const sync = await admin.syncOver(30);
  const asked = calls();
  const held = asCalendlyHolds(await admin.everyScheduledEvent());
  const holds = await whatCalendlyHolds(simulator);
  await next.kill('SIGKILL');
  await simulator.stop();

  expect(code).toBe(0);
  expect(sync).toMatchObject({ state: 'done', percent: 100, error: null });
  expect(held).toEqual(holds);
  expect(await addedTwice(database.url)).toEqual([]);
  // The group that was being read.
  expect(asked - sync.eventsSeen).toBeLessThanOrEqual(20);
});

test('a process whose database fell silent ends with 0 within its bound, and answers what was under way', async () => {
  await using database = await ADatabase.create();
  await using proxy = await TcpProxy.to(database.url);
  await using folder = await DataFolder.create();
  const service = await started(folder, proxy.through(database.url));
  await posted(folder, 'before@example.com');
  proxy.newLines = 'hang';
  proxy.blackhole();
  const underWay = posted(folder, 'silent@example.com');
  await until(async () => !(await isReady(folder)), 'it to notice', 30);

  const began = performance.now();
  const { code } = await service.kill('SIGTERM');
  const took = performance.now() - began;

  expect(await underWay).toBe(503);
  expect(code).toBe(0);
  expect(took).toBeLessThan(bounds.stopping.value);
});

test('a process in which something fails that nothing handles says what, answers what was under way, and ends with 1', async () => {
  await using database = await ADatabase.create();
  await using folder = await DataFolder.create();
  const flaw = join(folder.path, 'flaw.mjs');
  await writeFile(flaw, `process.on('SIGUSR2', () => { throw new Error('a flaw') });`);
  const service = await started(folder, database.url, { NODE_OPTIONS: `--import ${flaw}` });
  using line = new ARawLine(folder.url);
  const body = Buffer.from(aBooking('half@example.com'));
  line.say(headOf(body));
  line.say(body.subarray(0, 100));
  await isReady(folder);

  process.kill(service.pid ?? 0, 'SIGUSR2');
  await until(() => service.stdout.includes('The service stops'), 'it to stop');
  line.say(body.subarray(100));
  const { code, stdout } = await service.ended();

  expect(code).toBe(1);
  expect(stdout).toContain('Something failed that nothing handles');
  expect(stdout).toContain('Error: a flaw');
  expect(line.heard).toContain('{"status":"accepted"}');
  await until(async () => !(await database.finds(others)), 'the server to be left');
  expect(await database.finds(`select 1 from prospects where email = 'half@example.com'`)).toBe(
    true,
  );
});

class ADatabase {
  readonly url: string;
  readonly #client: Client;

  private constructor(url: string) {
    this.url = url;
    this.#client = new Client(url);
  }

  static async create(): Promise<ADatabase> {
    return ADatabase.at(await createDatabase(server));
  }

  static async at(url: string): Promise<ADatabase> {
    const database = new ADatabase(url);
    await database.#client.connect();
    return database;
  }

  async run(sql: string): Promise<void> {
    await this.#client.query(sql);
  }

  async finds(sql: string): Promise<boolean> {
    return (await this.#client.query(sql)).rows.length > 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}

function settings(url: string): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: url,
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
    CALENDLY_WATCH: 'off',
    LOG_FORMAT: 'json',
  };
}

async function started(
  folder: DataFolder,
  url: string,
  more: NodeJS.ProcessEnv = {},
): Promise<AProcess> {
  const service = folder.run('main.ts', [], { ...settings(url), ...more });
  const isUp = () => service.stdout.includes('The service listens');
  await until(() => isUp() || !service.isAlive, 'a service that listens', 60);
  if (!service.isAlive) throw new Error(`It did not start: ${service.stderr}`);
  return service;
}

async function isReady({ url }: DataFolder): Promise<boolean> {
  return (await fetch(`${url}/readyz`)).status === 200;
}

/** The status that a webhook of this person's booking is answered. */
async function posted({ url }: DataFolder, email: string): Promise<number> {
  const body = aBooking(email);
  const headers = { [signatureHeader]: signV1(signingKey, body, new Date()) };
  return (await fetch(`${url}/calendly/webhook`, { method: 'POST', headers, body })).status;
}

function headOf(body: Buffer): string {
  return [
    'POST /calendly/webhook HTTP/1.1',
    'Host: a',
    `Content-Length: ${body.length}`,
    `${signatureHeader}: ${signV1(signingKey, body, new Date())}`,
    '\r\n',
  ].join('\r\n');
}
