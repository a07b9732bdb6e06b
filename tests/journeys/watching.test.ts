import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { Database } from '../../adapters/postgres/database/database.ts';
import { Completeness } from '../../adapters/wire/completeness.ts';
import { AForeignServer } from '../calendly-client/a-foreign-server.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem } from '../support/the-api.ts';

jest.setTimeout(60_000);

const alertSecret = `whsec_${Buffer.alloc(32, 'alert').toString('base64')}`;

let folder: string;
let alerts: AForeignServer;
let world: AServiceAtCalendly;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watching-'));
  alerts = await AForeignServer.json(204, null);
  world = await AServiceAtCalendly.start({
    settings: {
      DATABASE_URL: '',
      DATA_DIR: folder,
      CALENDLY_WATCH: 'on',
      ALERT_WEBHOOK_URL: alerts.url,
      ALERT_WEBHOOK_SECRET: alertSecret,
    },
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await alerts[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const report = () => world.ask<Completeness>('GET', '/calendly/completeness', { role: 'member' });

test('once the history is there, it is checked that all of it is', async () => {
  expectProblem(await report(), 404, 'not_found');
  await world.connectAndLoad();

  await until(async () => (await report()).status === 200, 'a completeness check', 30);

  const { body } = await report();
  expect(Completeness.parse(body)).toEqual(body);
  expect(body).toMatchObject({ held: body.listed, missing: [], extra: [], repaired: 0 });
  expect(body.listed).toBeGreaterThan(0);
  const foreign = await world.ask('GET', '/calendly/completeness', { organization: 'others' });
  expectProblem(foreign, 404, 'not_found');
});

test('what no webhook told is found and fetched by the check of the next day', async () => {
  const before = (await report()).body;
  world.simulator.switchOn({ at: 'deliveries', kind: 'lost' });
  const { inviteeUri } = world.simulator.book({ email: 'ada@example.com' });
  await world.simulator.settled();

  await world.service.stop();
  await aDayPasses();
  await world.comeUp();
  await until(async () => (await report()).body.checkedAt > before.checkedAt, 'the next check');

  expect((await report()).body).toMatchObject({ missing: [inviteeUri], extra: [], repaired: 1 });
  expect(await world.emails()).toContain('ada@example.com');
});

test('a subscription that is gone is made again, what it missed is read, and both are told once', async () => {
  const [callbackUrl] = (await world.subscriptions()).map((one) => one.callback_url);
  await world.service.stop();
  for (const { uri } of await world.subscriptions()) await remove(uri);
  world.simulator.book({ email: 'grace@example.com' });

  await world.comeUp();
  await until(async () => (await world.emails()).includes('grace@example.com'), 'what was missed');
  await until(() => alerts.asked.length === 2, 'two alerts');

  const connectionId = await world.connectionId();
  const told = { organizationId: 'demo', connectionId, problem: 'subscription_missing' };
  expect(alertsReceived()).toEqual([
    {
      type: 'connection.broken',
      timestamp: expect.any(String),
      data: expect.objectContaining(told),
    },
    {
      type: 'connection.recovered',
      timestamp: expect.any(String),
      data: expect.objectContaining(told),
    },
  ]);
  expect(await world.status()).toMatchObject({ connected: true, problems: [] });
  expect((await world.subscriptions()).map((one) => one.callback_url)).toEqual([
    callbackUrl,
    `${callbackUrl}/routing-forms`,
  ]);
  world.simulator.forgetCalls();
  await world.restart();
  world.simulator.book({ email: 'joan@example.com' });
  await until(async () => (await world.emails()).includes('joan@example.com'), 'a booking');
  const looks = () => world.simulator.calls('GET /webhook_subscriptions/:uuid');
  await until(() => looks() > 0, 'a look at the line');
  expect(alertsReceived()).toHaveLength(2);
});

/** What was posted, where its signature is good. The library's own check looks at the clock on the wall. */
function alertsReceived(): unknown[] {
  const webhook = new Webhook(alertSecret);
  return alerts.asked.map(({ headers, body }) => {
    const [id = '', at] = [headers['webhook-id'], headers['webhook-timestamp']].map(String);
    const signature = webhook.sign(id, new Date(Number(at) * 1000), body);
    return headers['webhook-signature'] === signature ? (JSON.parse(body) as unknown) : 'forged';
  });
}

/** Days go by the database's clock: what was done today was done yesterday. */
async function aDayPasses(): Promise<void> {
  const database = await Database.open({ url: undefined, dataDir: folder });
  await database.query('update job_runs set day = day - 1');
  await database.close();
}

async function remove(uri: string): Promise<void> {
  const response = await fetch(world.simulator.url + new URL(uri).pathname, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${world.simulator.personalAccessToken()}` },
  });
  if (response.status !== 204) throw new Error(`Deleting answered ${response.status}.`);
}
