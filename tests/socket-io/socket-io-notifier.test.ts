import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as jest from '@jest/globals';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import {
  adminRoomOf,
  roomOf,
  SocketIoNotifier,
} from '../../adapters/socket-io/socket-io-notifier.ts';
import { type OrganizationId, organizationId } from '../../src/domain/organization-id.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import { describeNotifier } from '../contracts/notifier-contract.ts';
import type {
  ListeningClient,
  NotifierWorld,
  ReceivedMessage,
} from '../contracts/notifier-world.ts';
import { ASocket, until } from '../support/a-socket.ts';

const unheard = () => undefined;
const metrics: Metrics = {
  webhookAnswered: unheard,
  problemAnswered: unheard,
  socketRefused: unheard,
};

describeNotifier(jest, 'Socket.IO', async (): Promise<NotifierWorld> => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server = new Server(http);
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const clients: ListeningClient[] = [];
  return {
    notifier: new SocketIoNotifier({ socketIoServer: { io: server }, metrics }),
    join: async (organizationId, role) => {
      const client = await joined(server, url, organizationId, role === 'admin');
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) await client.leave();
      await server.close();
    },
  };
});

jest.test(
  'a client that is still on its way into its room is let go with its organization',
  async () => {
    const http = createServer().listen(0, '127.0.0.1');
    await once(http, 'listening');
    const server = new Server(http);
    const acme = organizationId('acme');
    server.use((socket, next) => {
      socket.data = { principal: { organizationId: acme } };
      next();
    });
    const client = new ASocket(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, {
      auth: {},
    });
    await until(() => server.of('/').sockets.size === 1, 'a connection');

    new SocketIoNotifier({ socketIoServer: { io: server }, metrics }).dropDisabled(new Set([acme]));
    await until(() => client.disconnected !== null, 'the end of a connection');
    await server.close();

    jest.expect(client.messages.map(({ type }) => type)).toEqual(['org_disabled']);
  },
);

async function joined(
  server: Server,
  url: string,
  organizationId: OrganizationId,
  isAdmin: boolean,
): Promise<ListeningClient> {
  const socket = io(url, { forceNew: true, transports: ['websocket'] });
  const received: ReceivedMessage[] = [];
  socket.onAny((type: string, body?: { seq: number | null }) =>
    received.push({ type, seq: body?.seq ?? null }),
  );
  await until(() => socket.connected, 'a connection');
  const here = server.of('/').sockets.get(socket.id ?? '');
  if (here !== undefined) here.data = { principal: { organizationId } };
  await here?.join(roomOf(organizationId));
  if (isAdmin) await here?.join(adminRoomOf(organizationId));
  return {
    next: async () => {
      await until(() => received.length > 0, 'a word');
      return received.shift() as ReceivedMessage;
    },
    leave: async () => {
      socket.disconnect();
      await until(() => here?.connected !== true, 'a disconnection');
    },
    letGo: () => until(() => !socket.connected && !socket.active, 'the end of a connection'),
  };
}
