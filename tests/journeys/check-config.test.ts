import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readConfig } from '../../adapters/settings/config.ts';
import { Settings } from '../../adapters/settings/settings.ts';
import { shownConfig } from '../../adapters/settings/shown-config.ts';
import { AProcess, type Ended } from '../support/a-process.ts';

jest.setTimeout(60_000);
const secret = 'a secret that is long enough, certainly';
const ALERT_WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://velvena:hunter2@db.example:5432/velvena?sslpassword=hunter3',
  CALENDLY_WEBHOOK_SIGNING_KEY: 'first-key,second-key',
  JWT_SECRET: secret,
  JWT_ISSUER: 'any',
  JWT_AUDIENCE: 'any',
};

test.each([
  ['postgres://u:hunter2@h/d', 'postgres://u:********@h/d'],
  [
    'postgresql://u@h/d?password=hunter2&sslmode=require',
    'postgresql://u@h/d?password=********&sslmode=require',
  ],
  ['postgresql://u@h/d?sslkey=hunter2', 'postgresql://u@h/d?sslkey=********'],
  ['postgresql://u@h/d?options=-c%20app.key%3Dhunter2', 'postgresql://u@h/d?options=********'],
])('a database’s address shows no secret: %s', (DATABASE_URL, expected) => {
  expect(shownConfig(readConfig({ DATABASE_URL }))).toContain(`DATABASE_URL=${expected}\n`);
});

test.each([
  'https://u:hunter2hunter2@h.example/x',
  'https://hunter2hunter2@h.example/x',
  'https://h.example/x?token=hunter2hunter2',
  'https://h.example/x?a=b&sig=hunter2hunter2',
  'https://h.example/services/T00000000/hunter2hunter2hunter2',
  'https://h.example/x#hunter2hunter2',
  'https://h.example/hunter2',
  'https://h.example/bot123:hunter2/send.json',
  'https://h.example/hooks/hunter2.hunter2;key=hunter2',
])('an address shows no secret: %s', (address) => {
  const shown = shownConfig(readConfig({ ALERT_WEBHOOK_URL: address, ALERT_WEBHOOK_SECRET }));

  expect(shown).not.toContain('hunter2');
  expect(shown).toMatch(/^ALERT_WEBHOOK_URL=.+$/m);
});

test.each([
  ['https://id.example/.well-known/jwks.json', 'https://id.example/.well-known/jwks.json'],
  ['https://id.example/bot123:hunter2-hunter2~hunter2/keys', 'https://id.example/********/keys'],
])('a path shows its names, and no key: %s', (JWT_JWKS_URL, expected) => {
  expect(shownConfig(readConfig({ JWT_JWKS_URL }))).toContain(`JWT_JWKS_URL=${expected}\n`);
});

describe('whoever checks the settings', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'check-config-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  function check(env: NodeJS.ProcessEnv, option = '--check-config'): Promise<Ended> {
    return new AProcess('main.ts', [option], { DATA_DIR: folder, ...env }, folder).ended();
  }

  test('sees them as they will be, and nothing is started or written', async () => {
    const { code, stdout, stderr } = await check({ ...production, PORT: '8080' });

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'PORT=8080',
        'HOST=0.0.0.0',
        'APP_URL=http://localhost:8080',
        'DATABASE_URL=postgresql://velvena:********@db.example:5432/velvena?sslpassword=********',
        'CALENDLY_WEBHOOK_SIGNING_KEY=********,********',
        'JWT_SECRET=********',
        'JWT_JWKS_URL=',
        'LOCALE=fr',
      ]),
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('is told all that is wrong, by exit code 78 too', async () => {
    const { code, stdout, stderr } = await check({ NODE_ENV: 'production', PORT: 'eighty' });

    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^PORT: /m);
  });

  test('is told of an option that there is not, and nothing is started', async () => {
    const { code, stdout, stderr } = await check({}, '--check');

    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toContain("Unknown option '--check'");
  });
});

test('no secret is shown, whatever it looks like', () => {
  const lines = ['https://hunter2.example', 'postgresql://:hunter2@', 'whsec:hunter2'].map((key) =>
    shownConfig(readConfig({ CALENDLY_WEBHOOK_SIGNING_KEY: key, JWT_SECRET: secret })),
  );

  expect(lines.join('\n')).not.toMatch(/hunter2|long enough/);
});

test('what sounds secret is marked as secret', () => {
  const sounding = Object.entries(Settings.shape).filter(([name]) =>
    /SECRET|PASSWORD|_KEY$|DATABASE_URL/.test(name),
  );

  expect(sounding.length).toBeGreaterThan(2);
  const unmarked = sounding.filter(([, schema]) => schema.meta()?.['secret'] !== true);
  expect(unmarked.map(([name]) => name)).toEqual([]);
});

test('what production does not start without is marked as required', () => {
  const required = Object.entries(Settings.shape)
    .filter(([, schema]) => schema.meta()?.['forProduction'] === 'required')
    .map(([name]) => name);

  expect(() => readConfig(production)).not.toThrow();
  for (const name of required) {
    expect(() => readConfig({ ...production, [name]: '' })).toThrow(new RegExp(`^${name}`, 'm'));
  }
  const settings = Object.fromEntries(
    ['NODE_ENV', ...required].map((name) => [name, production[name as keyof typeof production]]),
  );
  expect(() => readConfig(settings)).not.toThrow();
});
