import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { expect } from 'expect';
import {
  describeNotifier,
  type ListeningClient,
  type ReceivedMessage,
} from 'velvena-calendly-core/contracts';
import { EventStream } from './event-stream.ts';
import { EventStreamNotifier } from './event-stream-notifier.ts';

const runner = { describe, test, beforeEach, afterEach, expect };

describeNotifier(runner, 'server-sent events', async () => {
  const notifier = new EventStreamNotifier();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clients: ListeningClient[] = [];
  return {
    notifier,
    join: async (organizationId, role) => {
      const asked = once(server, 'request') as Promise<[unknown, ServerResponse]>;
      const opening = EventStream.open(url);
      const [, response] = await asked;
      const position = { organizationId, seq: 0, epoch: 'e', replayed: 0 };
      notifier.listener(response, role).ready(position);
      const stream = await opening;
      await stream.nextOf('ready');
      const client = {
        next: () => received(stream),
        leave: () => left(stream, response),
        letGo: async () => {
          if (!response.closed) await once(response, 'close');
        },
      };
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) await client.leave();
      server.close();
      server.closeAllConnections();
    },
  };
});

async function received(stream: EventStream): Promise<ReceivedMessage> {
  const { type, data } = await stream.next();
  return { type, seq: (data as { seq: number | null }).seq };
}

async function left(stream: EventStream, response: ServerResponse): Promise<void> {
  if (response.closed) return;
  const gone = once(response, 'close');
  stream.close();
  await gone;
}
