import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { jwtSecret, signed } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { AContainer, freePort, runIn } from './a-container.ts';
import { buildImage, type Image, productionPackages } from './an-image.ts';
import { contextFiles } from './build-context.ts';

const checkout = join(import.meta.dirname, '../..');
const signingKey = 'the signing key of a subscription';
/** What the user's guide shows of `docker logs -f velvena-api`, to the letter. */
const linesOfTheGuide = [
  '✅ Received Calendly webhook event: invitee.created',
  '✅ Processed Calendly webhook event successfully',
  '✅ Created new prospect from Calendly event with note',
  '✅ Socket.IO: User joined organization room org:acme',
];

// Building takes seconds, so the tests share one image and one database server.
jest.setTimeout(120_000);
let folder: string;
let image: Image;
let server: PostgresServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'image-'));
  await chmod(folder, 0o755);
  [image, server] = await Promise.all([buildImage(checkout, folder), startPostgresServer()]);
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

describe('the build', () => {
  test('is given no secret, no data and nothing that it does not need', async () => {
    const planted = await mkdtemp(join(tmpdir(), 'planted-'));
    await cp(join(checkout, '.dockerignore'), join(planted, '.dockerignore'));
    const files = ['.env', '.env.local', '.data/db/x', 'tests/a.ts', 'src/a.ts', 'notes.txt'];
    for (const file of files) {
      await mkdir(dirname(join(planted, file)), { recursive: true });
      await writeFile(join(planted, file), '');
    }

    const given = contextFiles(planted);
    await rm(planted, { recursive: true });

    expect(given).toEqual(['src/a.ts']);
  });

  test('leaves only what runs, and the console', async () => {
    const app = join(image.root, image.workdir);
    const entries = (await readdir(app)).toSorted();
    const folders = ['adapters', 'data', 'dist', 'node_modules', 'src'];
    expect(entries).toEqual(
      [...folders, 'LICENSE', 'package-lock.json', 'package.json'].toSorted(),
    );
    expect(await readdir(join(app, 'dist/console'))).toContain('index.html');
    expect(await readdir(join(app, 'adapters'))).not.toContain('console');

    const lock = await readFile(join(app, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(lock) as { packages: Record<string, unknown> };
    const wanted = await productionPackages(app);
    const present = Object.keys(packages).filter((path) => existsSync(join(app, path)));
    expect(present.filter((path) => path !== '').toSorted()).toEqual(wanted.toSorted());
    expect(wanted).toContain('node_modules/koa');
  });
});

describe('a process of the image', () => {
  test('is nobody who may change it, but for its data', async () => {
    const script = `
      const { writeFileSync } = require('node:fs');
      const tries = ['src/x', 'package.json', 'data/x'].map((file) => {
        try { writeFileSync(file, ''); return 'written'; } catch (error) { return error.code; }
      });
      console.log(JSON.stringify({ isRoot: process.getuid() === 0, tries }));`;

    const { output } = await runIn(image, ['node', '-e', script], {});

    const { isRoot, tries } = JSON.parse(output) as { isRoot: boolean; tries: string[] };
    expect(isRoot).toBe(false);
    // Whoever runs the tests without being root owns the files.
    const elsewhere = process.getuid?.() === 0 ? 'EACCES' : 'written';
    expect(tries).toEqual([elsewhere, elsewhere, 'written']);
  });

  test('tells what is wrong with its settings, by exit code 78', async () => {
    const { code, output } = await runIn(image, image.command, {});

    expect(code).toBe(78);
    expect(output).toContain('DATABASE_URL: set it to a PostgreSQL server');
  });

  test('checks its settings without starting', async () => {
    const env = await settings();

    const { code, output } = await runIn(image, [...image.command, '--check-config'], env);

    expect(code).toBe(0);
    expect(output).toContain('CALENDLY_WEBHOOK_SIGNING_KEY=********');
    expect(output).not.toContain(signingKey);
  });
});

test('the image can be tried out on its embedded database, without any setting', async () => {
  const port = `${await freePort()}`;
  const env = { NODE_ENV: 'development', PORT: port };
  await using service = new AContainer(image, image.command, env);
  await until(() => service.output.includes('Open the console') || !service.isAlive, 'a start', 60);

  const book = ['node', 'adapters/commands/simulate.ts', 'book'];
  const { output } = await runIn(image, book, env);

  expect(output).toContain('1 delivery: 1 accepted');
  expect(await service.stop()).toMatchObject({ code: 0, signal: null });
});

test('the service serves, is healthy only while it can serve, and goes when it is told to', async () => {
  const env = await settings();
  const health = async () => (await runIn(image, image.healthCheck, env)).code;
  const becomes = (code: number) =>
    until(async () => (await health()) === code, `health ${code}`, 30);
  expect(await health()).toBe(1);

  await using service = new AContainer(image, image.command, env);
  await becomes(0);
  const page = await fetch(env.APP_URL);
  using told = new ASocket(env.APP_URL, { auth: { token: await token() } });
  await told.ready();
  const answer = await post(env.APP_URL, aBooking('ada@example.com'));
  expect(answer).toEqual({ status: 'accepted' });
  const created = await told.first('prospect.created');

  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<script')]);
  expect(created).toMatchObject({ organizationId: 'acme', data: { email: 'ada@example.com' } });
  expect(linesOf(service.output)).toEqual(expect.arrayContaining(linesOfTheGuide));

  await server.kill();
  await becomes(1);
  await server.restart();
  await becomes(0);

  expect(await service.stop()).toMatchObject({ code: 0, signal: null });
  expect(service.output).toContain('The service stops: SIGTERM');
  expect(await health()).toBe(1);
});

/** The messages of a log, without the time and the level before them. */
function linesOf(output: string): string[] {
  return output.split('\n').map((line) => line.replace(/^\[[\d:]+\] [A-Z]+: /, ''));
}

async function settings() {
  const port = await freePort();
  return {
    PORT: `${port}`,
    APP_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: await createDatabase(server),
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
    DEFAULT_ORGANIZATION_ID: 'acme',
    JWT_SECRET: jwtSecret,
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    LOG_FORMAT: 'pretty',
  };
}

function token(): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return signed({ sub: 'a-person', org: 'acme', role: 'member', iat: now, exp: now + 600 });
}

async function post(url: string, body: string): Promise<unknown> {
  const headers = { [signatureHeader]: signV1(signingKey, body, new Date()) };
  const answer = await fetch(`${url}/calendly/webhook`, { method: 'POST', headers, body });
  return answer.json();
}
