import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { AProductionProcess } from '../support/a-production-process.ts';
import { answerOf, jwtSecret, signed, signingKey } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';
import { untilReady } from '../support/until-ready.ts';

jest.setTimeout(90_000);
let postgres: PostgresServer;
let service: AProductionProcess;
let operator: Client;
beforeAll(async () => {
  postgres = await startPostgresServer();
  const url = await createDatabase(postgres);
  service = await AProductionProcess.start({
    DATABASE_URL: url,
    JWT_SECRET: jwtSecret,
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
    DEFAULT_ORGANIZATION_ID: 'demo',
  });
  operator = new Client(url);
  await operator.connect();
});
afterAll(async () => {
  await operator.end();
  await service.stop();
  await postgres.stop();
});
afterEach(() => letPass());

test('a server that is read-only takes nothing, says so, and serves again by itself', async () => {
  const body = aBooking('readonly@example.com');
  await readOnly(true);

  const refused = await post(body);
  const ready = await get('/readyz');
  await readOnly(false);
  await untilReady({ get });

  expectProblem(refused, 503, 'unavailable');
  expect(refused.headers.get('retry-after')).toBe('30');
  expectProblem(ready, 503, 'not_ready');
  expect(ready.body).toMatchObject({ failing: expect.arrayContaining(['disk']) });
  expect((await post(body)).body).toEqual({ status: 'accepted' });
});

test("an error that is not known to be a row's own leaves the booking due, and it is applied once the cause is gone", async () => {
  const unknown = 'XX000 42501 54000 0A000 P0001 QQ001 53200 53100 55000 58030';
  const codes = unknown.split(' ');
  const emails = codes.map((code) => `poison-${code.toLowerCase()}@example.com`);
  await refuse('prospects', `new.email like 'poison-%'`, null);

  const poisons = await Promise.all(emails.map((email) => post(aBooking(email))));
  const others = await Promise.all(emails.map((email) => post(aBooking(`not-${email}`))));
  const { rows } = await operator.query('select status from deliveries where status = $1', ['due']);
  await letPass();
  await until(async () => (await total('@example.com')) >= 2 * codes.length, 'the bookings', 30);

  expect(poisons.map(({ body }) => body)).toEqual(codes.map(() => ({ status: 'stored' })));
  expect(others.map(({ body }) => body)).toEqual(codes.map(() => ({ status: 'accepted' })));
  expect(rows).toHaveLength(codes.length);
});

test.each(['22023', '23514'])(
  'an error %s is one of the row itself: the delivery is dead, and can be read',
  async (code) => {
    const email = `own-${code}@example.com`;
    await refuse('prospects', `new.email = '${email}'`, code);

    const answer = await post(aBooking(email));

    expect(answer.body).toEqual({ status: 'stored' });
    const { rows } = await operator.query(`select reason from deliveries where status = 'dead'
      order by received_at desc limit 1`);
    expect(rows).toEqual([{ reason: 'internal_error' }]);
  },
);

test.each(['42501', '22023', 'P0001'])(
  'an error %s about the bare bytes acknowledges nothing',
  async (code) => {
    const body = aBooking(`bytes-${code.toLowerCase()}@example.com`);
    await refuse('deliveries', 'true', code);

    const refused = await post(body);
    await letPass();

    expectProblem(refused, 503, 'unavailable');
    expect(refused.headers.get('retry-after')).toBe('30');
    expect((await post(body)).body).toEqual({ status: 'accepted' });
  },
);

test('a full disk of the server is named, and webhooks are taken again once there is room', async () => {
  const body = aBooking('full@example.com');
  await refuse('deliveries', 'true', '53100');

  const refused = await post(body);
  const ready = await get('/readyz');
  await letPass();

  expectProblem(refused, 503, 'unavailable');
  expect(ready.body).toMatchObject({ failing: expect.arrayContaining(['ingest', 'disk']) });
  expect((await post(body)).body).toEqual({ status: 'accepted' });
  await untilReady({ get });
});

test('a read that the database refuses is 503, and not our fault', async () => {
  await operator.query('alter table prospects rename to prospects_away');

  const list = await get('/prospects');
  await operator.query('alter table prospects_away rename to prospects');

  expectProblem(list, 503, 'unavailable');
  expect(list.headers.get('retry-after')).toBe('5');
  expect((await get('/prospects')).status).toBe(200);
});

async function readOnly(on: boolean): Promise<void> {
  await operator.query(`set default_transaction_read_only = off`);
  await operator.query(
    `alter database ${operator.database} set default_transaction_read_only = ${on ? 'on' : 'off'}`,
  );
  await operator.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

/** Without a code, it is the one that the row's address names. */
async function refuse(table: string, when: string, code: string | null): Promise<void> {
  const errcode = code === null ? `upper(substr(new.email, 8, 5))` : `'${code}'`;
  await operator.query(`create or replace function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'refused' using errcode = ${errcode}; end $$`);
  await operator.query(`create trigger refuse before insert on ${table}
    for each row when (${when}) execute function refuse()`);
}

async function letPass(): Promise<void> {
  for (const table of ['prospects', 'deliveries']) {
    await operator.query(`drop trigger if exists refuse on ${table}`);
  }
}

async function total(email: string): Promise<number> {
  return (await listProspects({ get }, `?limit=100&search=${encodeURIComponent(email)}`)).items
    .length;
}

async function post(body: string) {
  const headers = { [signatureHeader]: signV1(signingKey, body, new Date()) };
  return answerOf(
    await fetch(`${service.url}/calendly/webhook`, { method: 'POST', headers, body }),
  );
}

async function get(path: string) {
  const claims = { sub: 'a-person', org: 'demo', exp: Math.floor(Date.now() / 1000) + 600 };
  const headers = { authorization: `Bearer ${await signed(claims)}` };
  return answerOf(await fetch(service.url + path, { headers }));
}
