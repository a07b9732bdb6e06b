import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { DataFolder } from '../support/a-process.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { listProspects } from '../support/the-api.ts';

jest.setTimeout(120_000);

let server: PostgresServer;
let folder: DataFolder;
let service: RunningService;
let databaseUrl: string;
beforeAll(async () => {
  [server, folder] = await Promise.all([startPostgresServer(), DataFolder.create()]);
  databaseUrl = await createDatabase(server);
  service = await aRunningService({
    DATABASE_URL: databaseUrl,
    DEFAULT_ORGANIZATION_ID: 'none',
    TIME_ZONE: 'Europe/Paris',
  });
}, 60_000);
afterAll(async () => {
  await service.stop();
  await folder.remove();
  await server.stop();
});

describe('an operator who finds a webhook that belongs to nobody', () => {
  let id: string;

  test('sees it in the list, with why it waits', async () => {
    await service.post(aBooking('ada@example.com'));

    const { code, stdout } = await deliveries('list');

    const [found = '', ...others] = stdout.trimEnd().split('\n');
    expect([code, others]).toEqual([0, []]);
    id = found.split('\t')[0] ?? '';
    expect(found.split('\t')).toEqual([
      expect.stringMatching(/^[\da-f-]{36}$/),
      expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      '-',
      'unrouted',
      'invitee.created',
      '-',
    ]);
  });

  test('sees what it says, and that it must be assigned first', async () => {
    const shown = await deliveries('show', id);
    const refused = await deliveries('replay', id, '--reason', 'the user was not connected');

    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toContain('Organization  none: it is unrouted');
    expect(shown.stdout).toContain('"email": "ada@example.com"');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toBe(
      `Delivery ${id} belongs to no organization. Assign it first: npm run deliveries -- assign ${id} --org <organization> --reason <text>\n`,
    );
  });

  test('assigns it: the running service applies it, and the audit says so', async () => {
    const words = ['assign', id, '--org', 'demo', '--reason', 'their user left'];
    const dry = await deliveries(...words, '--dry-run');
    const before = await listProspects(service);
    const done = await deliveries(...words);
    const again = await deliveries(...words);

    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('A dry run') });
    expect(before.items).toEqual([]);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('belongs to demo') });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('Only an unrouted one is assigned.');
    await until(
      async () => (await listProspects(service)).items.length === 1,
      'the booking of a delivery that was assigned',
      60,
    );
    expect(await audit()).toEqual([
      { actor: 'operator', action: 'delivery.assigned', subject: id, reason: 'their user left' },
    ]);
  });

  test('may put one aside that is nobody’s', async () => {
    await service.post(aBooking('nobody@example.com'));
    const { stdout } = await deliveries('list');
    const other = stdout.split('\t')[0] ?? '';

    const dismissed = await deliveries('dismiss', other, '--reason', 'a test of theirs');
    const rest = await deliveries('list');

    expect(dismissed.stdout).toBe(`Delivery ${other} was unrouted, and is dismissed.\n`);
    expect(rest).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'No delivery waits for a person.\n',
    });
  });
});

describe('an operator who finds a webhook in quarantine', () => {
  test('sees the difference, releases it, and finds it applied', async () => {
    const own = await aRunningService({
      DATABASE_URL: databaseUrl,
      DEFAULT_ORGANIZATION_ID: 'demo',
    });
    const signedAt = new Date(Date.now() - 30 * 86_400_000);
    await own.post(aBooking('eve@example.com'), { signedAt });
    await own.stop();
    const { stdout } = await deliveries('list', '--status', 'quarantined', '--org', 'demo');
    const id = stdout.split('\t')[0] ?? '';

    const dry = await deliveries('release', id, '--reason', 'the clock was wrong', '--dry-run');
    const done = await deliveries('release', id, '--reason', 'the clock was wrong');
    const again = await deliveries('release', id, '--reason', 'the clock was wrong');

    expect(dry.stdout).toMatch(/^prospect\.created {2}[\da-f-]{36}\n {2}id: null → /);
    expect(dry.stdout).toContain('  email: null → "eve@example.com"');
    expect(dry.stdout).toContain('nothing was changed');
    expect(done.stdout).toContain(`Delivery ${id} was quarantined, and is applied.`);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain('must be one of: quarantined');
    const { items } = await listProspects(service);
    expect(items.map(({ email }) => email)).toContain('eve@example.com');
    expect((await audit())[0]).toMatchObject({ action: 'delivery.released', subject: id });
  });
});

test.each<[string, string[], RegExp]>([
  ['nothing', [], /^Usage: npm run deliveries -- /],
  ['no reason', ['replay', 'x'], /required option '--reason <text>' not specified/],
  ['an empty reason', ['replay', 'x', '--reason', ' '], /A reason has 1 to 1000 characters/],
  ['an unknown id', ['dismiss', 'x', '--reason', 'y'], /^There is no delivery x\.\n$/],
  ['an unknown id to show', ['show', crypto.randomUUID()], /^There is no delivery /],
  ['another status', ['list', '--status', 'lost'], /Allowed choices are applied, /],
  ['too many', ['list', '--limit', '9999'], /It is a whole number from 1 to 1000/],
  ['a bad organization', ['list', '--org', ''], /An organization id is 1 to 200 characters/],
])('the command refuses %s with what it takes', async (_, words, complaint) => {
  const ended = await deliveries(...words);

  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toMatch(complaint);
});

function deliveries(...words: string[]) {
  return folder.run('commands/deliveries.ts', words, { DATABASE_URL: databaseUrl }).ended();
}

async function audit(): Promise<unknown[]> {
  const token = await service.token({ role: 'admin' });
  const { body } = await service.get<{ items: Record<string, unknown>[] }>('/audit', { token });
  return body.items.map(({ id: _id, at: _at, ...entry }) => entry);
}
