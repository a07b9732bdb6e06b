import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readConfig } from '../../adapters/settings/config.ts';
import { AProcess, type Ended } from '../support/a-process.ts';

jest.setTimeout(60_000);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'settings-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a service whose settings are wrong', () => {
  test('does not start, and names everything that is wrong at once', async () => {
    const { code, stdout, stderr } = await start({
      PORT: 'eighty',
      JWT_SECRET: 'a',
      TIME_ZONE: 'Paris',
      DATABASE_URL: 'mysql://localhost',
      APP_URL: 'localhost',
      LOCALE: 'de',
    });

    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^The service cannot start:\n/);
    for (const name of ['PORT', 'JWT_SECRET', 'TIME_ZONE', 'DATABASE_URL', 'APP_URL', 'LOCALE']) {
      expect(stderr).toMatch(new RegExp(`^${name}: `, 'm'));
    }
    expect(stderr).not.toContain('    at ');
  });

  test('in a .env that it finds does not start either', async () => {
    await writeFile(join(folder, '.env'), 'LOCALE=de\n');

    const { code, stderr } = await start({});

    await rm(join(folder, '.env'));
    expect(code).toBe(78);
    expect(stderr).toMatch(/^LOCALE: /m);
  });

  test.each([
    ['PORT', 'eighty', 'must be a whole number from 0 to 65535'],
    ['TRUSTED_PROXIES', '11', 'must be a whole number from 0 to 10'],
    ['SOCKETS_PER_PERSON', '1.5', 'must be a whole number from 1 on'],
    ['RETENTION_DAYS', '89', 'must be a whole number from 90 to 36500'],
    ['DELIVERY_RETENTION_DAYS', '0', 'must be a whole number from 1 to 36500'],
    ['EVENT_RETENTION_DAYS', 'ever', 'must be a whole number from 1 to 36500'],
    ['CALENDLY_RATE_SHARE', 'half', 'must be a number from 0.05 to 1'],
    ['DEFAULT_ORGANIZATION_ID', 'de\u0007mo', 'must be 1 to 200 characters'],
    ['DEFAULT_ORGANIZATION_ID', 'o'.repeat(201), 'must be 1 to 200 characters'],
    ['CORS_ORIGINS', '*', 'each must be an origin, such as https://crm.example'],
    ['CORS_ORIGINS', 'https://a.example,crm.example', 'each must be an origin'],
    ['CORS_ORIGINS', 'https://crm.example/app', 'each must be an origin'],
  ])('says of %s=%s what it must be', (name, value, words) => {
    expect(() => readConfig({ [name]: value })).toThrow(`${name}: ${words}`);
  });

  test('takes origins as browsers send them, however they are spelled', () => {
    const CORS_ORIGINS = 'https://CRM.example:443/, http://localhost:5173, app://local/';

    expect(readConfig({ CORS_ORIGINS }).CORS_ORIGINS).toEqual([
      'https://crm.example',
      'http://localhost:5173',
      'app://local',
    ]);
  });

  test('and whose secret is in a file that is not there says so', () => {
    expect(() => readConfig({ JWT_SECRET_FILE: '/nowhere/at/all' })).toThrow(/^JWT_SECRET_FILE/);
  });
});

describe('in production', () => {
  test('the service does not start without its secrets, a database server and who signs tokens', async () => {
    const { code, stdout, stderr } = await start({ NODE_ENV: 'production' });

    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    for (const name of [
      'DATABASE_URL',
      'JWT_SECRET',
      'JWT_ISSUER',
      'JWT_AUDIENCE',
      'CALENDLY_WEBHOOK_SIGNING_KEY',
    ]) {
      expect(stderr).toMatch(new RegExp(`^${name}`, 'm'));
    }
  });

  test('the service refuses a secret that can be guessed, and does not repeat it', () => {
    const start = () => readConfig({ NODE_ENV: 'production', JWT_SECRET: 'hunter2' });

    expect(start).toThrow(/^JWT_SECRET: must be at least 32 bytes long$/m);
    expect(start).not.toThrow(/hunter2/);
  });

  test('what is wrong is told beside what is missing, and not as missing too', () => {
    const start = () => readConfig({ NODE_ENV: 'production', PORT: 'eighty', JWT_SECRET: 'a' });

    expect(start).toThrow(/^PORT: /m);
    expect(start).toThrow(/^DATABASE_URL: set it/m);
    expect(start).toThrow(/^JWT_ISSUER: set it/m);
    expect(start).not.toThrow(/JWT_JWKS_URL/);
  });
});

describe('a service that cannot work where it is put', () => {
  let open: string;
  let readOnly: string;
  beforeAll(async () => {
    open = await mkdtemp(join(tmpdir(), 'open-'));
    readOnly = join(open, 'read-only');
    await mkdir(readOnly);
    await writeFile(join(open, 'a-file'), '');
    await chmod(readOnly, 0o555);
    await chmod(open, 0o755);
  });
  afterAll(() => rm(open, { recursive: true }));

  test('because its port is in use says so, and makes no data folder', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const dataDir = join(folder, 'not-made');

    const main = await start({ PORT: `${port}`, DATA_DIR: dataDir });
    const metrics = await start({ PORT: '0', METRICS_PORT: `${port}`, DATA_DIR: dataDir });
    server.close();

    for (const ended of [main, metrics]) {
      expectWords(ended, new RegExp(`port ${port} of 127\\.0\\.0\\.1 is in use.*METRICS_PORT`));
    }
    expect(existsSync(dataDir)).toBe(false);
  });

  test.each(['nowhere.invalid', '192.0.2.1'])(
    'because %s is not its address says so',
    async (host) => {
      expectWords(await start({ PORT: '0', HOST: host }), /^HOST: .*127\.0\.0\.1/m);
    },
  );

  test.each([
    ['is read-only', () => readOnly],
    ['is to be made in a read-only one', () => join(readOnly, 'below')],
    ['is a file', () => join(open, 'a-file')],
    ['is below a file', () => join(open, 'a-file', 'below')],
    ['is where nothing can be made', () => '/proc/nothing'],
  ])('because its data folder %s says so, and so does the token command', async (_, dataDir) => {
    const settings = { PORT: '0', DATA_DIR: dataDir() };

    const service = await start(settings, { withoutRights: true });
    const token = await run('commands/token.ts', settings, { withoutRights: true });

    expectWords(
      service,
      /^The service cannot start:\nDATA_DIR: \S+ cannot be used: .*\. Set DATA_DIR/,
    );
    expectWords(token, /^DATA_DIR: \S+ cannot be used: .*\. Set DATA_DIR/);
  });

  test('because earlier data is closed to it says so', async () => {
    const dataDir = await mkdtemp(join(open, 'existing-'));
    await mkdir(join(dataDir, 'postgres'), { mode: 0o500 });
    await chmod(dataDir, 0o777);

    const ended = await start({ PORT: '0', DATA_DIR: dataDir }, { withoutRights: true });

    expectWords(ended, /^DATA_DIR: /m);
  });

  test('because its invented secrets are spoiled says so', async () => {
    const dataDir = await mkdtemp(join(folder, 'spoiled-'));
    await writeFile(join(dataDir, 'development-secrets.json'), '{}');

    expectWords(await start({ PORT: '0', DATA_DIR: dataDir }), /^DATA_DIR: .*delete it/m);
  });

  test.each([
    ['postgresql://me:hunter2@127.0.0.1:1/crm', 'ECONNREFUSED'],
    ['postgresql://me:hunter2@nowhere.invalid/crm', 'nowhere.invalid'],
    ['postgresql://me:hun#ter2@127.0.0.1:1/crm', '%23'],
    ['postgresql://me:hun%ter2@127.0.0.1:1/crm', '%25'],
  ])('because no database answers at %s says so without its password', async (url, word) => {
    const ended = await start({ PORT: '0', DATABASE_URL: url });

    expectWords(ended, /^DATABASE_URL: /m);
    expect(ended.stderr).toContain(word);
    expect(ended.stderr).not.toMatch(/hun|ter2/);
  });

  test.each([['--port', '3923'], ['3923']])('because it is told %s says so', async (...args) => {
    const ended = await new AProcess('main.ts', args, { DATA_DIR: folder }, folder).ended();

    expectWords(ended, /(--port|3923).*\. Settings come from the environment.*--check-config/);
  });
});

describe('the token command', () => {
  test('has no tokens in production, whatever else is set', async () => {
    expectWords(
      await run('commands/token.ts', { NODE_ENV: 'production' }),
      /^In production, tokens come from the backend/,
    );
  });

  test.each([
    ['empty', ''],
    ['too long', 'a'.repeat(201)],
    ['of two lines', 'a\nb'],
  ])('names no organization that is %s', async (_, org) => {
    const { code, stdout, stderr } = await new AProcess(
      'commands/token.ts',
      ['--org', org],
      { DATA_DIR: folder },
      folder,
    ).ended();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('An organization id is 1 to 200 characters');
  });
});

/** It ended for its settings or surroundings, in words and not in a stack. */
function expectWords({ code, stdout, stderr }: Ended, words: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/^ +at /m);
}

function start(settings: NodeJS.ProcessEnv, rights: { withoutRights?: boolean } = {}) {
  return run('main.ts', settings, rights);
}

function run(
  script: string,
  settings: NodeJS.ProcessEnv,
  rights: { withoutRights?: boolean } = {},
): Promise<Ended> {
  return new AProcess(
    script,
    [],
    { DATA_DIR: folder, ...settings },
    rights.withoutRights ? '/' : folder,
    rights,
  ).ended();
}
