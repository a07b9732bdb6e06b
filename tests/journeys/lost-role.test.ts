import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AForeignServer } from '../calendly-client/a-foreign-server.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';

jest.setTimeout(60_000);

let folder: string;
let alerts: AForeignServer;
let world: AServiceAtCalendly;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lost-role-'));
  alerts = await AForeignServer.json(204, null);
  world = await AServiceAtCalendly.start({
    settings: {
      DATABASE_URL: '',
      DATA_DIR: folder,
      CALENDLY_WATCH: 'on',
      ALERT_WEBHOOK_URL: alerts.url,
      ALERT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 'alert').toString('base64')}`,
    },
  });
  await world.connectAndLoad();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await alerts[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('an administrator who lost the role is found out, and keeps their own bookings', async () => {
  await givenTheRole('user');

  await world.restart();
  await until(async () => (await problems()).includes('role_lost'), 'the problem', 30);
  await until(async () => (await scopes()).join() === 'user', 'a subscription of their own', 30);
  world.simulator.book({ email: 'ada@example.com' });
  await until(async () => (await world.emails()).includes('ada@example.com'), 'a booking', 30);
  world.simulator.book({ email: 'missed@example.com', user: 'hugo-marchand' });
  await world.simulator.settled();

  const status = await world.status({ role: 'member' });
  expect(status).toMatchObject({
    connected: true,
    scope: 'user',
    routingForms: null,
    problems: [{ code: 'role_lost', message: expect.any(String), remedy: expect.any(String) }],
  });
  expect(status.connections).toMatchObject([{ scope: 'user', problems: status.problems }]);
  expect(await world.emails()).not.toContain('missed@example.com');
  expect(alertsReceived()).toEqual([['connection.broken', 'role_lost']]);
});

test('the role given back brings everybody’s bookings, also those that were missed', async () => {
  await world.syncOver();
  await givenTheRole('admin');

  await world.restart();
  await until(
    async () => (await world.emails()).includes('missed@example.com'),
    'what was missed',
    30,
  );
  await until(async () => (await problems()).length === 0, 'the end of the problem', 30);

  expect((await world.status()).scope).toBe('organization');
  expect(await scopes()).toEqual(['organization', 'organization']);
  expect(alertsReceived()).toEqual([
    ['connection.broken', 'role_lost'],
    ['connection.recovered', 'role_lost'],
  ]);
});

/** What an owner does on Calendly's page about the people of the organization. */
async function givenTheRole(role: string): Promise<void> {
  const response = await fetch(`${world.simulator.url}/simulator/users/camille-perrin`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  expect(response.status).toBe(204);
}

async function problems(): Promise<string[]> {
  return (await world.status()).problems.map(({ code }) => code);
}

async function scopes(): Promise<string[]> {
  return (await world.subscriptions()).map(({ scope }) => scope);
}

function alertsReceived(): unknown[] {
  return alerts.asked.map(({ body }) => {
    const { type, data } = JSON.parse(body) as { type: string; data: { problem: string } };
    return [type, data.problem];
  });
}
