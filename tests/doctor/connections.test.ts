import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { fixture } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { APatient } from './a-patient.ts';
import { AProxy } from './a-proxy.ts';

const day = 24 * 60 * 60;

test('without a connected account it says where to connect one', async () => {
  await using patient = await APatient.start();

  const examined = await patient.examined();

  expect(examined.about('Calendly account')[0]).toContain('! Calendly account: no account is');
  expect(examined.about('Last delivery')[0]).toContain('none so far → Make a test booking');
  expect(examined.code).toBe(0);
});

test('a subscription that Calendly disabled is bad, in the words of the service', async () => {
  // What stays over a restart: the service looks at its subscriptions when it starts.
  const keeping = { DATABASE_URL: '' };
  await using patient = await APatient.start({ service: keeping });
  await patient.connect();
  await patient.service.stop();
  patient.simulator.book({ email: 'ada@example.com' });
  await patient.simulator.advance(day + 60);
  for (const route of ['POST /webhook_subscriptions', 'GET /webhook_subscriptions']) {
    patient.simulator.switchOn({ at: 'api', kind: 'server-error', route, times: null });
  }
  await patient.restart(keeping);
  await until(async () => (await problems(patient)).includes('subscription_disabled'), 'a look');

  const examined = await patient.examined();

  const [told = ''] = examined.about('Subscription');
  expect(told).toMatch(/^✘ Subscription: Calendly has disabled the subscription/);
  expect(told).toContain('→ The subscription is made again by itself');
  expect(examined.code).toBe(1);
}, 60_000);

test('a permission that is missing is named, with what to do', async () => {
  await using patient = await APatient.start();
  const scopes = ['users:read', 'scheduled_events:read'];
  await patient.connect(patient.simulator.personalAccessToken(undefined, scopes));

  const examined = await patient.examined();

  const [told = ''] = examined.about('Permissions');
  expect(told).toMatch(/^✘ Permissions: A permission is missing: .*webhooks/);
  expect(told).toContain('→ Create a personal access token with this permission');
  expect(examined.about('Subscription')[0]).toContain('✘ Subscription: there is none at Calendly');
  expect(examined.code).toBe(1);
});

test('who is no administrator at Calendly is told that only their own bookings come', async () => {
  await using patient = await APatient.start();
  await patient.connect(patient.simulator.personalAccessToken('hugo-marchand'));

  const examined = await patient.examined();

  const [told = ''] = examined.about('Reach');
  expect(told).toMatch(/^! Reach: this one person: colleagues' bookings do not come/);
  expect(told).toContain('→ For the whole team an owner or administrator');
});

test('an administrator who lost the role at Calendly is told so, with what to do', async () => {
  const keeping = { DATABASE_URL: '' };
  await using patient = await APatient.start({ service: keeping });
  await patient.connect();
  patient.simulator.setRole('camille-perrin', 'user');
  await patient.restart(keeping);
  await until(async () => (await problems(patient)).includes('role_lost'), 'a look');

  const examined = await patient.examined();

  const [told = ''] = examined.about('Reach');
  expect(told).toMatch(/^✘ Reach: This person is no longer owner or administrator/);
  expect(told).toContain('→ Give the role back in Calendly');
  expect(examined.about('Problem')).toEqual([]);
  expect(examined.code).toBe(1);
}, 60_000);

test('a subscription that still points to an earlier address is found out', async () => {
  await using patient = await APatient.start();
  await patient.connect();
  await using moved = await AProxy.start();
  moved.target = patient.service.url;

  const examined = await patient.examined([], { APP_URL: moved.url });

  const [told = ''] = examined.about('Subscription');
  expect(told).toContain(
    `it sends to another address than APP_URL: ${patient.proxy.url}/calendly/webhook`,
  );
  expect(told).toContain('→ Connect Calendly again');
  expect(examined.code).toBe(1);
});

test('deliveries that could not be applied are counted, each with where to look', async () => {
  await using patient = await APatient.start({ service: { CALENDLY_WEBHOOK_SIGNING_KEY: 'k' } });
  const { service } = patient;
  await service.post(fixture('webhook.invitee-created.missing-email'), { key: 'k' });
  const longAgo = new Date(Date.now() - 3 * day * 1000);
  await service.post(fixture('webhook.invitee-created.plain'), { key: 'k', signedAt: longAgo });

  const examined = await patient.examined([], { CALENDLY_WEBHOOK_SIGNING_KEY: 'k' });

  const [, dead = '', quarantined = ''] = examined.about('Deliveries of the last 24 h');
  expect(dead).toMatch(/^✘ .*dead: 1\. .*→ GET \/deliveries\?status=dead says why/);
  expect(quarantined).toMatch(/^! .*quarantined: 1, .*→ Check the clock/);
  expect(examined.code).toBe(1);
});

test('a clock that differs from Calendly’s is bad, with the number of seconds', async () => {
  await using patient = await APatient.start();
  await using ahead = await aCalendlyAhead(600);

  const examined = await patient.examined([], { CALENDLY_API_URL: ahead.url });

  expect(examined.about('Clock')[0]).toMatch(
    /^✘ Clock: the clock of the service is (599|60[01]) s behind Calendly's → Set it with NTP/,
  );
  expect(examined.code).toBe(1);
});

test('a Calendly that cannot be reached is a matter of letting the service out', async () => {
  await using patient = await APatient.start();

  const examined = await patient.examined([], { CALENDLY_API_URL: 'http://calendly.invalid' });

  expect(examined.about('Clock')[0]).toMatch(
    /^! .*DNS does not know this name → Let the service reach/,
  );
}, 60_000);

async function problems({ service }: APatient): Promise<string[]> {
  const { body } = await service.get<{ problems: { code: string }[] }>('/calendly/status');
  return body.problems.map(({ code }) => code);
}

/** An API whose clock is so many seconds ahead. */
async function aCalendlyAhead(seconds: number) {
  const server = createServer((_, response) => {
    const date = new Date(Date.now() + seconds * 1000).toUTCString();
    response.writeHead(401, { date }).end();
  }).listen(0, '127.0.0.1');
  await until(() => server.listening, 'a clock');
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
