import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { type AProcess, DataFolder, ServiceProcess } from '../support/a-process.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { ARawWebSocket } from '../support/a-raw-websocket.ts';
import { until } from '../support/a-socket.ts';
import { largeEvents, listing } from '../support/large-events.ts';

jest.setTimeout(120_000);
const root = join(import.meta.dirname, '../..');
/** Socket.IO's disconnect in a WebSocket frame of two letters. */
const goodbye = '\x81\x0241';
const npms: ChildProcess[] = [];
let folder: DataFolder;
beforeEach(async () => {
  folder = await DataFolder.create();
});
afterEach(async () => {
  for (const npm of npms.splice(0)) npm.kill('SIGKILL');
  await folder[Symbol.asyncDispose]();
});

test('a process ends with 0 on one signal, with a line that never spoke', async () => {
  const service = await started({});
  using mute = new ARawLine(folder.url);
  await fetch(`${folder.url}/healthz`);

  const { code } = await service.kill('SIGTERM');

  expect(code).toBe(0);
  await until(() => mute.isClosed, 'the mute line to end');
});

test('a second signal cuts draining short', async () => {
  const service = await started({ DRAIN_SECONDS: '600' });
  using slow = new ARawLine(folder.url);
  slow.say('POST /calendly/webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{');
  await fetch(`${folder.url}/healthz`);
  process.kill(service.pid ?? 0, 'SIGINT');
  await until(async () => (await fetch(`${folder.url}/readyz`)).status === 503, 'draining');

  const began = Date.now();
  const { code } = await service.kill('SIGTERM');

  expect(code).toBe(0);
  expect(Date.now() - began).toBeLessThan(8_000);
});

test('a signal while it starts, waiting for a database that never answers, ends it at once', async () => {
  const held = new Set<Socket>();
  const silent = createServer((line) => held.add(line)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const service = folder.run('main.ts', [], { DATABASE_URL: `postgresql://a@127.0.0.1:${port}/a` });
  await until(() => held.size > 0, 'it to ask the database', 60);

  const { code } = await service.kill('SIGTERM');

  for (const line of held) line.destroy();
  silent.close();
  expect(code).toBe(0);
});

test('a process with a thousand sockets hangs up on them one after another, and ends with 0', async () => {
  const count = 1000;
  const service = await started({
    DRAIN_SECONDS: '2',
    SOCKETS_PER_PERSON: `${count}`,
    SOCKETS_PER_ORGANIZATION: `${count}`,
  });
  const { token } = new ServiceProcess(folder, service);
  const sockets = await Promise.all(
    Array.from({ length: count }, () => ARawWebSocket.open(folder.url)),
  );
  await Promise.all(sockets.map((socket) => socket.comeIn(token)));

  const ended = service.kill('SIGTERM');
  const seen = new Set<number>();
  await until(() => {
    const told = sockets.filter(({ line }) => line.heard.includes(goodbye)).length;
    seen.add(told);
    return told === count;
  }, 'every socket to be told');

  expect((await ended).code).toBe(0);
  expect(seen.size).toBeGreaterThan(10);
  await until(() => sockets.every(({ line }) => line.isClosed), 'the end of every line');
});

test('clients that never read their answers keep no process from ending with 0', async () => {
  const asked = 20;
  const child = await started({});
  const service = new ServiceProcess(folder, child);
  const { token } = service;
  const { epoch } = await largeEvents(service, 40);
  using line = new ARawLine(folder.url);
  line.stopReading();
  line.say(listing(token).repeat(asked));
  using socket = await ARawWebSocket.open(folder.url);
  socket.line.stopReading();
  socket.say(`40${JSON.stringify({ token, epoch, after: 0 })}`);
  await service.get('/prospects');

  const { code } = await child.kill('SIGTERM');
  line.readOn();
  await until(() => line.isClosed, 'the end of what was sent');

  expect(code).toBe(0);
  expect(line.heard.match(/HTTP\/1\.1 200/g)?.length ?? 0).toBeLessThan(asked);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'npm start and its Node end together on %s, with the code of Node',
  async (signal) => {
    const { npm } = await npmStart();

    npm.kill(signal);
    const [code] = (await once(npm, 'exit')) as [number | null];

    expect(code).toBe(0);
    await expect(fetch(`${folder.url}/healthz`)).rejects.toThrow('fetch failed');
  },
);

test('a Node whose npm start is gone by SIGHUP ends by itself, in order', async () => {
  const { npm, said } = await npmStart();

  npm.kill('SIGHUP');
  // It is Node that holds the other end of the output.
  await once(npm, 'close');

  expect(said()).toContain('The service stops: SIGHUP');
  await expect(fetch(`${folder.url}/healthz`)).rejects.toThrow('fetch failed');
});

async function npmStart() {
  const given = { PORT: `${folder.port}`, DATABASE_URL: 'memory:', DATA_DIR: folder.path };
  // npm's own would stay behind in the temporary folder.
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1', ...given };
  const npm = spawn('npm', ['start'], { cwd: root, env });
  npms.push(npm);
  let said = '';
  npm.stdout.on('data', (text) => (said += String(text)));
  await until(() => said.includes('simulate -- book'), 'a service that listens', 60);
  return { npm, said: () => said };
}

async function started(env: NodeJS.ProcessEnv): Promise<AProcess> {
  const service = folder.run('main.ts', [], { DATABASE_URL: 'memory:', ...env });
  await until(() => service.stdout.includes('simulate -- book'), 'a service that listens', 60);
  return service;
}
