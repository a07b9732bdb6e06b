import { expect, test } from '@jest/globals';
import { APatient } from './a-patient.ts';
import { AProxy } from './a-proxy.ts';

test('where nobody listens, it says how to start', async () => {
  await using patient = await APatient.start();
  await patient.service.stop();
  await patient.proxy[Symbol.asyncDispose]();

  const examined = await patient.examined();

  expect(examined.about('Public address')).toEqual([
    expect.stringContaining('nobody listens at this address → Start the service (npm start;'),
  ]);
  expect(examined.about('Everything else')[0]).toMatch(/^\?/);
  expect(examined.code).toBe(1);
});

test('an address that does not exist is told apart from a service that is down', async () => {
  await using patient = await APatient.start();

  const examined = await patient.examined([], { APP_URL: 'http://crm.invalid' });

  const [told = ''] = examined.about('Public address');
  expect(told).toContain('DNS does not know this name; the service answers here');
  expect(examined.about('API token')[0]).toMatch(/^✔/);
  expect(examined.about('Webhook address')[0]).toMatch(/^\?/);
  expect(examined.code).toBe(1);
}, 60_000);

test('a stranger at the public address is not taken for the service', async () => {
  await using patient = await APatient.start();
  await using stranger = await AProxy.start({
    passesUpgrades: false,
    manners: (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>It works!</h1>');
      return 'done';
    },
  });

  const examined = await patient.examined([], { APP_URL: stranger.url });

  expect(examined.about('Public address')[0]).toContain('answers 200, and is not the service');
  expect(examined.code).toBe(1);
});

test('an http address is not enough for the real Calendly', async () => {
  await using patient = await APatient.start();

  const examined = await patient.examined([], { CALENDLY_ENVIRONMENT: 'production' });

  expect(examined.about('HTTPS')[0]).toContain('✘ HTTPS and certificate: APP_URL is http');
  expect(examined.code).toBe(1);
});

test('a signing key that is not the running service’s is found out', async () => {
  await using patient = await APatient.start({
    service: { CALENDLY_WEBHOOK_SIGNING_KEY: 'another key' },
  });

  const examined = await patient.examined();

  const [told = ''] = examined.about('Signing key');
  expect(told).toContain(
    '✘ Signing key: the running service refuses a webhook signed with the key',
  );
  expect(told).toContain('→ The service runs with other settings');
  expect(examined.code).toBe(1);
});

test('of several signing keys every one is tried', async () => {
  await using patient = await APatient.start({
    service: { CALENDLY_WEBHOOK_SIGNING_KEY: 'new,old' },
  });

  const both = await patient.examined([], { CALENDLY_WEBHOOK_SIGNING_KEY: 'new,old' });
  const third = await patient.examined([], { CALENDLY_WEBHOOK_SIGNING_KEY: 'new,older,old' });

  expect(both.about('Signing key')[0]).toContain('✔ Signing key: the 2 keys of the settings');
  expect(third.about('Signing key')[0]).toContain('✘');
  expect(third.about('Signing key')[0]).toContain('(2/3)');
});

test('a service that only takes base64 signatures is signed to in that way', async () => {
  const schemes = { CALENDLY_WEBHOOK_SCHEMES: 'body-base64' };
  await using patient = await APatient.start({ service: schemes });

  const examined = await patient.examined([], schemes);

  expect(examined.about('Signing key')[0]).toMatch(/^✔/);
});

test('a JWT_SECRET that is not the running service’s is found out', async () => {
  await using patient = await APatient.start();

  const examined = await patient.examined([], {
    JWT_SECRET: 'a secret that nobody else has: none',
  });

  expect(examined.about('API token')[0]).toContain('the service refuses it (token_invalid)');
  expect(examined.about('WebSocket')[0]).toContain('the service refuses it (unauthorized)');
  expect(examined.code).toBe(1);
});

test('where tokens come from elsewhere it takes one, and without one says how to give it', async () => {
  await using patient = await APatient.start();
  const elsewhere = { JWT_SECRET: '', JWT_JWKS_URL: 'https://id.example/jwks' };
  const token = await patient.service.token({ role: 'admin' });

  const without = await patient.examined([], elsewhere);
  const given = await patient.examined(['--token', token], elsewhere);

  expect(without.about('API token')[0]).toMatch(/^\? .*npm run doctor -- --token/);
  expect(without.about('WebSocket')[0]).toMatch(/^✔/);
  expect(without.code).toBe(0);
  expect(given.about('API token')[0]).toMatch(/^✔/);
});

test('a member’s token leaves the inbox closed', async () => {
  await using patient = await APatient.start();

  const examined = await patient.examined(['--capture', '--token', await patient.service.token()]);

  expect(examined.about('API token')[0]).toContain('! API token: accepted, but without the role');
  expect(examined.about('Capture')[0]).toMatch(/^\?/);
});

test('settings that cannot be used end it with 78 and words', async () => {
  await using patient = await APatient.start();

  const { code, stderr, text } = await patient.examined([], { PORT: 'three thousand' });

  expect(code).toBe(78);
  expect(stderr).toContain('PORT: ');
  expect(text).toBe('');
});
