import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Database } from '../../adapters/postgres/database/database.ts';
import { aKey } from '../support/a-rotation.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';

jest.setTimeout(60_000);

const secretColumns = ['access_token', 'refresh_token', 'signing_key', 'previous_signing_key'];
const invitee = 'canaryinvitee4b1d';
const other = { organization: 'others', user: 'mira-holt' };

let folder: string;
let world: AServiceAtCalendly;
/** What was logged until the service was stopped for the first time. */
let logged: string;
/** The ids of two connections. */
let own: string;
let theirs: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  world = await AServiceAtCalendly.start({ settings: { DATABASE_URL: '', DATA_DIR: folder } });
  await world.connect(other);
  await world.connectAndLoad();
  world.simulator.book({ email: `${invitee}@example.com` });
  await until(async () => (await world.emails()).length > 0, 'a booking');
  // A token that is used up, an attempt that fails, and one that is never finished.
  world.simulator.switchOn({ at: 'api', kind: 'unauthorized' });
  await world.ask('POST', '/calendly/sync');
  await world.syncOver();
  world.simulator.switchOn({ at: 'token', kind: 'html' });
  await world.connect();
  await world.begin();
  await world.ask('POST', '/calendly/connect', {
    organization: 'third',
    body: { personalAccessToken: world.simulator.personalAccessToken('hugo-marchand') },
  });
  await world.syncOver({ organization: 'third' });
  [own, theirs] = [await world.connectionId(), await world.connectionId(other)];
  await world.service.stop();
  logged = JSON.stringify(world.service.logger.lines);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('neither what is stored nor what is logged holds a secret', async () => {
  const secrets = everySecret();
  const dump = await everyRow();
  const files = await everyFile();

  expect(found(secrets, (word) => dump.includes(word))).toEqual([]);
  expect(found(secrets, (word) => files.some((bytes) => bytes.includes(word)))).toEqual([]);
  expect(found({ ...secrets, invitee }, (word) => logged.includes(word))).toEqual([]);
  // What is looked through is what was kept.
  expect(dump).toContain(invitee);
  expect(files.some((bytes) => bytes.includes(invitee))).toBe(true);
  expect(logged).toContain('Calendly is connected');
});

test('a secret from elsewhere, or one that was changed, opens nothing', async () => {
  const tampered = {
    demo: { access_token: 'theirs.access_token', signing_key: 'theirs.signing_key' },
    others: { access_token: 'own.refresh_token', refresh_token: 'own.access_token' },
    third: { access_token: `left(own.access_token, -30) || right(own.access_token, 29)` },
  };
  await sql(
    'create table kept as select * from connections',
    ...Object.entries(tampered).map(
      ([organization, columns]) =>
        `update connections set ${Object.entries(columns)
          .map(([name, value]) => `${name} = ${value}`)
          .join(', ')}
        from kept own, kept theirs where own.id = connections.id and theirs.organization_id = 'others'
        and connections.organization_id = '${organization}'`,
    ),
  );
  const [key = ''] = world.line.signingKeys(`${world.url}/calendly/webhook/${theirs}`);
  world.simulator.forgetCalls();

  await world.comeUp();
  const failed = await Promise.all(
    ['demo', 'others', 'third'].map(async (organization) => {
      await world.ask('POST', '/calendly/sync', { organization });
      return world.syncOver({ organization });
    }),
  );
  const forged = await world.post(`/${own}`, '{"event":"none"}', key);
  await world.service.stop();

  const lost = { state: 'failed', error: expect.stringContaining('cannot be opened') };
  expect(failed).toMatchObject([lost, lost, lost]);
  expect(world.simulator.allCalls).toEqual({});
  expect(forged.status).toBe(401);
  await restore();
});

test('a key that is not known, or a secret that nobody sealed, keeps the service from starting', async () => {
  const words = /^TOKEN_ENCRYPTION_KEY: no key decrypts the secrets of the connection .* of demo/;
  const plain = world.line.grants.at(-1)?.access_token ?? '';

  await expect(world.comeUp({ TOKEN_ENCRYPTION_KEY: aKey() })).rejects.toThrow(words);
  await sql(`update connections set access_token = '${plain}' where organization_id = 'demo'`);
  await expect(world.comeUp()).rejects.toThrow(words);

  await restore();
});

test('disconnecting erases every secret, and what was sealed is in no row any more', async () => {
  await world.comeUp();

  await world.ask('DELETE', '/calendly/disconnect');
  const calls = world.simulator.allCalls;
  await world.service.stop();

  const rows = await sql<Record<string, string | null>>(
    `select ${secretColumns.join(', ')} from connections where organization_id = 'demo'`,
  );
  expect(rows).toEqual([Object.fromEntries(secretColumns.map((column) => [column, null]))]);
  expect(calls['POST /oauth/revoke']).toMatchObject({ statuses: { 200: expect.any(Number) } });
});

/** Every secret that went over the line, or to a browser. */
function everySecret(): Record<string, string> {
  const { overheard, grants } = world.line;
  const forms = overheard.filter(({ path }) => path === '/oauth/token');
  const asked = forms.map(({ asked: form }) => new URLSearchParams(form));
  const fields = (name: string) => asked.map((form) => form.get(name) ?? '');
  const keys = overheard.flatMap(({ method, path, asked: body }) =>
    method === 'POST' && path === '/webhook_subscriptions'
      ? [(JSON.parse(body) as { signing_key: string }).signing_key]
      : [],
  );
  const lists = {
    accessToken: grants.map((grant) => grant.access_token),
    refreshToken: grants.map((grant) => grant.refresh_token),
    signingKey: keys,
    codeVerifier: fields('code_verifier'),
    code: fields('code'),
    state: world.begun.map(
      ({ answer }) => new URL(answer.body.authorizationUrl).searchParams.get('state') ?? '',
    ),
    cookie: world.begun.map(({ cookie }) => cookie.split('=')[1] ?? ''),
    personalToken: [world.simulator.personalAccessToken('hugo-marchand')],
    clientSecret: [world.simulator.client.secret ?? ''],
    basic: forms.map(({ headers }) => headers.authorization?.split(' ')[1] ?? ''),
  };
  const named = Object.entries(lists).flatMap(([name, list]) =>
    list.filter((word) => word !== '').map((word, i) => [`${name} ${i}`, word] as const),
  );
  for (const name of Object.keys(lists)) expect(named.map(([one]) => one)).toContain(`${name} 0`);
  return Object.fromEntries(named);
}

function found(words: Record<string, string>, isIn: (word: string) => boolean): string[] {
  return Object.keys(words).filter((name) => isIn(words[name] ?? ''));
}

/** All that a dump would hold, as text. */
async function everyRow(): Promise<string> {
  const tables = await sql<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const rows = tables
    .map(({ name }) => `select t::text as text from ${name} t`)
    .join(' union all ');
  return (await sql<{ text: string }>(rows)).map(({ text }) => text).join('\n');
}

/** Says these to the database of the service that is stopped, and answers what the last one finds. */
async function sql<Row>(...statements: string[]): Promise<Row[]> {
  const database = await Database.open({ url: undefined, dataDir: folder });
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = await database.query<Row>(statement);
    return rows;
  } finally {
    await database.close();
  }
}

/** Secrets as they were before they were tampered with. */
async function restore(): Promise<void> {
  const set = secretColumns.map((column) => `${column} = kept.${column}`).join(', ');
  await sql(`update connections set ${set} from kept where kept.id = connections.id`);
}

async function everyFile(): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
}
