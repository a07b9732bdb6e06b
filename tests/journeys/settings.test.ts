import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readConfig } from '../../adapters/config.ts';
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

    expect(start).toThrow(/^JWT_SECRET: must be at least 32 bytes long$/);
  });
});

function start(settings: NodeJS.ProcessEnv): Promise<Ended> {
  return new AProcess('main.ts', [], { DATA_DIR: folder, ...settings }, folder).ended();
}
