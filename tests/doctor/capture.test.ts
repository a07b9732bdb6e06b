import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { fixture } from '../support/a-running-service.ts';
import { APatient } from './a-patient.ts';

const key = 'a signing key of the settings';
const day = 24 * 60 * 60;

interface Stored {
  event: string;
  verifiedWith: string;
  headers: Record<string, string>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests take foreign JSON apart
  body: any;
}

test('deliveries are stored for this user only, and nothing in them is about a person', async () => {
  await using patient = await APatient.start();
  await patient.service.post(fixture('webhook.invitee-created.full'), { key });
  await patient.service.post(fixture('webhook.invitee-canceled.by-host'), { key });
  await patient.service.post(fixture('webhook.routing-form-submission-created.with-booking'), {
    key,
  });

  const { code } = await patient.examined(['--capture']);

  const folder = join(patient.folder, 'captured-deliveries');
  const names = await readdir(folder);
  expect(names).toHaveLength(3);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const name of names) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    const text = await readFile(join(folder, name), 'utf8');
    for (const personal of [
      'Priya',
      'priya',
      'Holt',
      'Blue Fern',
      '7946',
      'newsletter',
      'pwd=',
      '445566',
      'okafor',
      'ch_3',
      '6f1e4b82',
    ]) {
      expect(text).not.toContain(personal);
    }
  }
  expect(code).toBe(0);
});

test('a stored delivery keeps its shape, its times, and which id is which', async () => {
  await using patient = await APatient.start();
  await patient.service.post(fixture('webhook.invitee-created.full'), {
    key,
    headers: { 'user-agent': 'Calendly-Webhooks/2' },
  });

  const { text } = await patient.examined(['--capture', '--out', 'here']);

  const [stored] = await storedIn(join(patient.folder, 'here'));
  const original = JSON.parse(fixture('webhook.invitee-created.full').toString());
  const { payload } = stored?.body ?? {};
  expect(shapeOf(stored?.body)).toEqual(shapeOf(original));
  expect(payload.scheduled_event.start_time).toBe(original.payload.scheduled_event.start_time);
  expect(payload.scheduled_event.uri).toBe(payload.event);
  expect(payload.uri).toContain(`${payload.event}/invitees/`);
  expect(payload.cancel_url).toBe(
    `https://calendly.com/cancellations/${payload.uri.split('/').at(-1)}`,
  );
  expect(stored).toMatchObject({
    event: 'invitee.created',
    verifiedWith: 'the key of the environment',
    headers: { 'user-agent': 'Calendly-Webhooks/2' },
  });
  expect(text).toContain('User-Agent Calendly-Webhooks/2');
  expect(text).toContain('✔ Shape: deliveries read: 1, as Calendly describes them');
});

test('a field that nothing describes, one that is missing and one of another type are named', async () => {
  await using patient = await APatient.start();
  const told = JSON.parse(fixture('webhook.invitee-created.plain').toString());
  const { timezone: _timezone, ...payload } = told.payload;
  const location = { type: 7, 'ada@example.com': 'secret' };
  const scheduled_event = { ...payload.scheduled_event, location };
  const changed = { ...payload, mood: 'sunny', scheduled_event };
  await patient.service.post({ ...told, payload: changed }, { key });

  const examined = await patient.examined(['--capture']);

  expect(examined.about('Shape').map((line) => line.split(' → ')[0])).toEqual([
    '! Shape: another type than described: payload.scheduled_event.location.type is number (1 of 1: invitee.created)',
    '! Shape: undescribed field: payload.scheduled_event.location.redacted_name (string) (1 of 1: invitee.created)',
    '! Shape: undescribed field: payload.mood (string) (1 of 1: invitee.created)',
    '! Shape: a field is missing: payload.timezone (1 of 1: invitee.created)',
  ]);
  expect(examined.text).not.toContain('ada@');
});

test('whose key a delivery was signed with is told', async () => {
  await using patient = await APatient.start();
  await patient.connect();
  await patient.book('ada@example.com');

  const examined = await patient.examined(['--capture']);

  expect(examined.about('Keys')[0]).toContain("✔ Keys: 1 verified with the connection's own key");
  expect(examined.about('Source')[0]).toContain('the simulated Calendly');
});

test('retries that keep their first time show by the quarantine, those signed anew by being applied', async () => {
  await using patient = await APatient.start();
  const strict = { CALENDLY_WEBHOOK_TOLERANCE_SECONDS: '300' };
  await patient.restart(strict);
  const told = JSON.parse(fixture('webhook.invitee-created.plain').toString());
  const toldAt = new Date(Date.now() - day * 500);
  const late = { ...told, created_at: toldAt.toISOString() };

  const nothing = await patient.examined(['--capture'], strict);
  await patient.service.post(late, { key, signedAt: toldAt });
  const kept = await patient.examined(['--capture'], strict);
  await patient.restart(strict);
  await patient.service.post(late, { key });
  await patient.service.post(late, { key });
  const anew = await patient.examined(['--capture'], strict);

  expect(nothing.about('Capture')[0]).toContain('? Capture: there are no deliveries to capture');
  expect(kept.about('Retries')[0]).toContain('✔ Retries: not signed anew: 1 that came after');
  expect(anew.about('Retries')[0]).toContain('✔ Retries: signed anew: 1 that came after');
  expect(anew.about('Retries')[0]).toContain('the same bytes: 1');
});

test('where nothing came late it is honest that retries cannot be observed', async () => {
  await using patient = await APatient.start();
  const told = JSON.parse(fixture('webhook.invitee-created.plain').toString());
  await patient.service.post({ ...told, created_at: new Date().toISOString() }, { key });

  const examined = await patient.examined(['--capture', '--last', '1']);

  expect(examined.about('Retries')[0]).toMatch(/^\? Retries: not observable: .* → To find out: /);
});

async function storedIn(folder: string): Promise<Stored[]> {
  const names = await readdir(folder);
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Stored),
  );
}

/** Fields and types, without values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}
