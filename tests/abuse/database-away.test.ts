import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking, bookings } from '../support/a-booked-webhook.ts';
import { AProductionProcess } from '../support/a-production-process.ts';
import { answerOf, jwtSecret, signed, signingKey } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';
import { countedWhile } from '../support/the-metrics.ts';
import { untilReady } from '../support/until-ready.ts';

jest.setTimeout(90_000);
let postgres: PostgresServer;
let service: AProductionProcess;
let databaseUrl: string;
beforeAll(async () => {
  postgres = await startPostgresServer();
  databaseUrl = await createDatabase(postgres);
  service = await AProductionProcess.start({
    DATABASE_URL: databaseUrl,
    JWT_SECRET: jwtSecret,
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
    DEFAULT_ORGANIZATION_ID: 'demo',
  });
});
afterAll(async () => {
  await service.stop();
  await postgres.stop();
});

test('while the database is away nothing is acknowledged, and afterwards nothing is missing', async () => {
  const known = aBooking('ada@example.com');
  const bodies = [known, aBooking('grace@example.com'), 'null'];
  expect((await post(known)).body).toEqual({ status: 'accepted' });

  await postgres.kill();
  const counted = await countedWhile(service, 'webhooks_total', async () => {
    for (const body of bodies) {
      const answer = await post(body);
      expectProblem(answer, 503, 'unavailable');
      expect(answer.headers.get('retry-after')).toBe('30');
    }
  });
  const forged = await post(known, 'another key');
  const [read, ready, alive] = await Promise.all(['/prospects', '/readyz', '/healthz'].map(get));
  await postgres.restart();
  await untilReady({ get });

  expect(counted).toEqual({ unavailable: 3 });
  expect(forged).toMatchObject({ status: 401, body: { error: 'Invalid signature' } });
  expectProblem(read!, 503, 'unavailable');
  expectProblem(ready!, 503, 'not_ready');
  expect(ready!.body).toMatchObject({ failing: expect.arrayContaining(['database']) });
  expect(alive!.status).toBe(200);
  const again = [];
  for (const body of bodies) again.push((await post(body)).body);
  expect(again).toEqual([{ status: 'duplicate' }, { status: 'accepted' }, { status: 'stored' }]);
  expect((await listProspects({ get })).items).toHaveLength(2);
});

test('while the database hangs everybody is answered within five seconds, and afterwards nothing is missing', async () => {
  const client = new Client(databaseUrl);
  await client.connect();
  const bodies = bookings(40);
  const before = await total();

  await client.query('begin');
  await client.query('lock table deliveries, prospects in access exclusive mode');
  const start = performance.now();
  const answers = await Promise.all(
    bodies.map(async (body) => ({ answer: await post(body), at: performance.now() - start })),
  );
  const alive = await get('/healthz');
  const forged = await post(bodies[0] ?? '', 'another key');
  await client.query('rollback');
  await client.end();

  for (const { answer, at } of answers) {
    expectProblem(answer, 503, 'unavailable');
    expect(at).toBeLessThan(5000);
  }
  expect([alive.status, forged.status]).toEqual([200, 401]);
  const again = await Promise.all(bodies.map(async (body) => (await post(body)).body));
  for (const receipt of again) expect(['accepted', 'duplicate']).toContain(statusOf(receipt));
  // One that was stored and could not be applied then is tried again by itself.
  await until(async () => (await total()) === before + bodies.length, 'all of them', 20);
});

async function total(): Promise<number> {
  return (await listProspects({ get }, '?limit=100')).items.length;
}

function statusOf(body: unknown): string {
  return (body as { status: string }).status;
}

async function post(body: string, key = signingKey) {
  const headers = { [signatureHeader]: signV1(key, body, new Date()) };
  return answerOf(
    await fetch(`${service.url}/calendly/webhook`, { method: 'POST', headers, body }),
  );
}

async function get(path: string) {
  const claims = { sub: 'a-person', org: 'demo', exp: Math.floor(Date.now() / 1000) + 600 };
  const headers = { authorization: `Bearer ${await signed(claims)}` };
  return answerOf(await fetch(service.url + path, { headers }));
}
