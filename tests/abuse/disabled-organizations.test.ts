import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { DataFolder } from '../support/a-process.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';
import { countedWhile } from '../support/the-metrics.ts';

jest.setTimeout(120_000);

let server: PostgresServer;
let folder: DataFolder;

beforeAll(async () => {
  server = await startPostgresServer();
  folder = await DataFolder.create();
}, 60_000);

afterAll(async () => {
  await folder.remove();
  await server.stop();
});

test('an organization that is disabled is shut out of every process, with tokens and sockets that were good, until it is enabled', async () => {
  await using world = await twoProcesses();
  const { here, there } = world;
  using socket = await aClient(here);
  using socketThere = await aClient(there);
  using other = await aClient(here, { org: 'others' });

  const letGo = await countedWhile(here, 'socket_refusals_total', async () => {
    await world.command('disable', 'demo');
    await until(() => socket.disconnected !== null, 'a socket to be dropped', 60);
    await until(() => socketThere.disconnected !== null, 'the other process to drop its own', 60);
  });
  const token = await here.token({ role: 'admin' });
  const paths = ['/prospects', '/deliveries', '/events', '/calendly/status', '/prospects/1'];
  const answers = await Promise.all(paths.map((path) => here.get(path, { token })));
  const answerThere = await there.get('/prospects', { token });
  const renewal = await other.ask('auth:renew', { token });
  using late = new ASocket(here.url, { auth: { token } });
  const refusal = await late.refused();

  for (const dropped of [socket, socketThere]) {
    expect(dropped.messages.map(({ type }) => type)).toEqual(['ready', 'org_disabled']);
    expect(dropped.disconnected).toBe('io server disconnect');
  }
  expect(letGo).toEqual({ org_disabled: 1 });
  for (const answer of [...answers, answerThere]) {
    expectProblem(answer, 401, 'org_disabled');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  }
  expect(refusal.data).toEqual({ code: 'unauthorized', reason: 'org_disabled' });
  expect(renewal).toEqual({ ok: false, code: 'org_disabled' });
  expect(other.disconnected).toBeNull();
  expect(
    (await here.get('/prospects', { token: await here.token({ org: 'others' }) })).status,
  ).toBe(200);

  await world.command('enable', 'demo');
  for (const service of [here, there]) {
    await until(async () => (await service.get('/prospects')).status === 200, 'to be let in', 60);
    using back = await aClient(service);
    expect(back.disconnected).toBeNull();
  }
});

test('what Calendly sends to an organization that is disabled is taken in, and there when it is enabled', async () => {
  await using world = await twoProcesses();
  const { here } = world;
  await world.command('disable', 'demo');
  await until(async () => (await here.get('/prospects')).status === 401, 'to be shut out', 60);

  const receipt = await here.post(aBooking());
  await world.command('enable', 'demo');
  await until(async () => (await here.get('/prospects')).status === 200, 'to be let in', 60);

  expect(receipt).toMatchObject({ status: 200, body: { status: 'accepted' } });
  expect((await listProspects(here)).items).toHaveLength(1);
});

test('a token of a disabled organization is no forged one, however often it comes', async () => {
  await using world = await twoProcesses();
  const { here } = world;
  await world.command('disable', 'demo');
  await until(async () => (await here.get('/prospects')).status === 401, 'to be shut out', 60);
  const token = await here.token();

  const counted = await countedWhile(here, 'problems_total', async () => {
    const answers = await Promise.all(
      Array.from({ length: 310 }, () => here.get('/prospects', { token })),
    );
    for (const answer of answers) expectProblem(answer, 401, 'org_disabled');
  });

  expect(counted).toEqual({ org_disabled: 310 });
  expectProblem(await here.get('/prospects', { token: 'password' }), 401, 'token_invalid');
});

/** Two services on one database, and the command beside them. */
async function twoProcesses() {
  const settings = { DATABASE_URL: await createDatabase(server), METRICS_PORT: '0' };
  const [here, there] = [await aRunningService(settings), await aRunningService(settings)];
  return {
    here,
    there,
    command: async (...words: string[]) => {
      const { DATABASE_URL } = settings;
      const ended = await folder.run('commands/organization.ts', words, { DATABASE_URL }).ended();
      expect(ended).toMatchObject({ code: 0, stderr: '' });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([here.stop(), there.stop()]);
    },
  };
}

async function aClient(
  service: RunningService,
  claims: Record<string, unknown> = {},
): Promise<ASocket> {
  const socket = new ASocket(service.url, { auth: { token: await service.token(claims) } });
  await socket.ready();
  return socket;
}
