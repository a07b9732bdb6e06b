import { expect, test } from '@jest/globals';
import { jwtSecret } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { APatient } from './a-patient.ts';

test('a service that is well gets a good word on everything, and exit code 0', async () => {
  // A watched line is first checked for completeness within 15 s, which may fall before the doctor comes or after.
  await using patient = await APatient.start({ service: { CALENDLY_WATCH: 'off' } });
  await patient.connect();
  await patient.book('grace@example.com');
  await until(async () => (await syncState(patient)) === 'done', 'a back-fill');

  const examined = await patient.examined();

  expect(examined.complaints).toEqual([expect.stringContaining('Completeness: not checked yet')]);
  expect(examined.code).toBe(0);
  for (const name of [
    'Public address',
    'HTTPS and certificate',
    'Database and service',
    'Webhook address',
    'WebSocket (real time)',
    'Signing key',
    'Clock',
    'API token',
    'Calendly account',
    'Permissions',
    'Reach',
    'Subscription',
    'Last delivery',
    'Deliveries of the last 24 h',
    'Back-fill',
  ]) {
    expect(examined.about(name)[0]).toMatch(/^✔/);
  }
});

test('nothing of what it prints is a secret or about a person', async () => {
  await using patient = await APatient.start();
  const token = patient.simulator.personalAccessToken();
  await patient.connect(token);
  await patient.book('grace@example.com');

  const { text, stderr } = await patient.examined();

  expect(stderr).toBe('');
  const own = ['a signing key of the settings', jwtSecret, token, 'eyJ'];
  for (const secret of [...own, 'grace', 'Grace', 'Perrin', 'camille', '@']) {
    expect(text).not.toContain(secret);
  }
});

test('its words are French unless LOCALE says otherwise', async () => {
  await using patient = await APatient.start();

  const { text } = await patient.examined([], { LOCALE: '' });

  expect(text).toContain('✔ Adresse du webhook : un webhook sans signature y reçoit aussitôt 401');
  expect(text).toContain('    → Connectez Calendly dans la console, page Calendly.');
});

test('however often the signing key is tried, one ignored delivery is left', async () => {
  await using patient = await APatient.start();

  await patient.examined();
  const { code } = await patient.examined();

  const token = await patient.service.token({ role: 'admin' });
  const { body } = await patient.service.get('/deliveries', { token });
  expect(code).toBe(0);
  expect(body).toMatchObject({
    items: [{ event: 'doctor.ping', status: 'ignored', duplicates: 1 }],
  });
});

async function syncState({ service }: APatient): Promise<string | undefined> {
  const { body } = await service.get<{ sync: { state: string } | null }>('/calendly/status');
  return body.sync?.state;
}
