import { expect, test } from '@jest/globals';
import { DataFolder, ServiceProcess } from '../support/a-process.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { ARawWebSocket } from '../support/a-raw-websocket.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { largeEvents, listing } from '../support/large-events.ts';
import { untilReady } from '../support/until-ready.ts';

const notes = 150;

test('with a small heap, many who catch up are served beside those who ask and never read', async () => {
  await using folder = await DataFolder.create();
  await using ends = new AsyncDisposableStack();
  const child = folder.run('main.ts', [], {
    DATABASE_URL: 'memory:',
    NODE_OPTIONS: '--max-old-space-size=512',
    SOCKETS_PER_PERSON: '100',
  });
  await until(() => child.stdout.includes('simulate -- book'), 'a service that listens', 60);
  const service = new ServiceProcess(folder, child);
  const { token } = service;
  const { epoch, seq } = await largeEvents(service, notes);
  const greedy = Array.from({ length: 20 }, () => ends.use(new ARawLine(folder.url)));
  const stalled = await Promise.all(
    Array.from({ length: 10 }, async () => ends.use(await ARawWebSocket.open(folder.url))),
  );

  for (const line of greedy) {
    line.stopReading();
    line.say(listing(token).repeat(40));
  }
  for (const socket of stalled) {
    socket.line.stopReading();
    socket.say(`40${JSON.stringify({ token, epoch, after: 0 })}`);
  }
  const members = Array.from({ length: 20 }, () =>
    ends.use(new ASocket(folder.url, { auth: { token, epoch, after: 0 } })),
  );
  const isReady = (member: ASocket) => member.messages.some(({ type }) => type === 'ready');
  await until(() => members.every(isReady) || !child.isAlive, 'everybody to be ready', 60);

  const all = Array.from({ length: seq }, (_, i) => i + 1);
  for (const member of members) expect(member.seqs()).toEqual(all);
  expect(child.isAlive).toBe(true);
  await untilReady(service);
}, 180_000);
