import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Server, Socket } from 'socket.io';
import { EventSender } from '../../adapters/socket-io/event-sender.ts';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] }));
afterEach(() => void jest.useRealTimers());

/** A client that has so much unread. */
function aSlowClient() {
  const conn = Object.assign(new EventEmitter(), {
    writeBuffer: [{ data: 'x'.repeat(100 * 1024) }],
    transport: new EventEmitter(),
  });
  const socket = Object.assign(new EventEmitter(), { connected: true, conn });
  const sender = new EventSender({ of: () => ({ adapter: {} }) } as unknown as Server);
  return { socket, conn, taken: () => sender.taken(socket as unknown as Socket) };
}

/** The listeners on the client, and the waiting events. */
const held = ({ socket, conn }: ReturnType<typeof aSlowClient>) => [
  socket.listenerCount('disconnect'),
  conn.transport.listenerCount('drain'),
  jest.getTimerCount(),
];

test('the sender waits until a client has taken its events, and leaves nothing behind', async () => {
  const client = aSlowClient();
  let isTaken = false;
  const taken = client.taken().then(() => void (isTaken = true));
  await Promise.resolve();

  client.conn.transport.emit('drain');
  await new Promise(setImmediate);
  const whileFull = [isTaken, ...held(client)];
  client.conn.writeBuffer = [];
  client.conn.transport.emit('drain');
  await taken;

  expect(whileFull).toEqual([false, 1, 1, 1]);
  expect(held(client)).toEqual([0, 0, 0]);
});

test('a client that is gone is not waited for, and leaves nothing behind', async () => {
  const client = aSlowClient();
  const taken = client.taken();
  await Promise.resolve();

  client.socket.connected = false;
  client.socket.emit('disconnect');
  await taken;

  expect(held(client)).toEqual([0, 0, 0]);
});

test('a client that says nothing is looked at again each second, however often, by one listener', async () => {
  const client = aSlowClient();
  const taken = client.taken();
  for (let second = 0; second < 20; second += 1) await jest.advanceTimersByTimeAsync(1000);

  const meanwhile = held(client);
  client.conn.writeBuffer = [];
  await jest.advanceTimersByTimeAsync(1000);
  await taken;

  expect(meanwhile).toEqual([1, 1, 1]);
  expect(held(client)).toEqual([0, 0, 0]);
});
