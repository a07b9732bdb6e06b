import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { SocketWatch } from '../../adapters/koa/socket-watch.ts';
import { bounds } from '../../src/domain/bounds.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { until } from '../support/a-socket.ts';

const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const mebibyte = 1024 * 1024;

// Each test waits most of its time.
test.concurrent('requests that come together on a socket are answered one after another, in order', async () => {
  await using server = await aServer('.');
  using line = new ARawLine(server.url);

  line.say(request.repeat(50));
  await until(() => count(line.heard, 'HTTP/1.1 200') === 50, 'all answers');

  expect(server.begun).toBe(50);
  expect(server.mostAtOnce).toBe(1);
});

test.concurrent('a socket whose client never reads costs one answer at a time', async () => {
  await using server = await aServer('x'.repeat(mebibyte - 1000));
  using line = new ARawLine(server.url);
  line.stopReading();

  line.say(request.repeat(80));
  await until(() => server.begun > 0 && server.open === 0, 'the end of the socket', 60);

  // The network takes some of them before it is full.
  expect(server.begun).toBeLessThan(40);
  expect(server.mostAtOnce).toBe(1);
}, 70_000);

test.concurrent('a large answer that nobody reads ends its socket soon', async () => {
  await using server = await aServer('x'.repeat(64 * mebibyte));
  using line = new ARawLine(server.url);
  line.stopReading();

  line.say(request);
  await until(() => server.begun === 1 && server.open === 0, 'the end of the socket', 20);

  expect(server.begun).toBe(1);
}, 30_000);

test.concurrent('a client that reads gets a large answer whole', async () => {
  await using server = await aServer('x'.repeat(64 * mebibyte));

  const text = await (await fetch(server.url)).text();

  expect(text).toHaveLength(64 * mebibyte);
});

test.concurrent('a socket with more requests than can wait is closed', async () => {
  await using server = await aServer(null);
  using line = new ARawLine(server.url);

  line.say(request.repeat(bounds.requestsWaitingOnConnection.value + 2));
  await until(() => line.isClosed, 'the end of the socket');

  expect(server.begun).toBe(1);
});

/** Answers every request with this text; null answers none. */
async function aServer(text: string | null) {
  const watch = new SocketWatch();
  const counts = { begun: 0, open: 0, atOnce: 0, mostAtOnce: 0 };
  const server: Server = createServer((_, answer) => {
    counts.begun += 1;
    counts.atOnce += 1;
    counts.mostAtOnce = Math.max(counts.mostAtOnce, counts.atOnce);
    answer.prependOnceListener('close', () => {
      counts.atOnce -= 1;
    });
    if (text !== null) answer.end(text);
  });
  watch.watch(server);
  server.on('connection', (socket) => {
    counts.open += 1;
    socket.once('close', () => {
      counts.open -= 1;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get begun() {
      return counts.begun;
    },
    get open() {
      return counts.open;
    },
    get mostAtOnce() {
      return counts.mostAtOnce;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
