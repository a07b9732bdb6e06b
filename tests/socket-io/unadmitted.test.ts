import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { Server } from 'socket.io';
import { limitUnadmitted } from '../../adapters/socket-io/unadmitted.ts';

test('past so many clients that were not let in, the one that has waited longest is let go', async () => {
  await using world = await aWorld(3);
  const first = await world.begin();
  const member = await world.begin();
  await world.comeIn(member);
  const others = [await world.begin(), await world.begin(), await world.begin()];

  expect(await world.knows(first)).toBe(false);
  expect(await world.knows(member)).toBe(true);
  for (const other of others) expect(await world.knows(other)).toBe(true);
  expect(world.open()).toBe(4);
});

/** Clients by long polling, which need no line of their own. */
async function aWorld(most: number) {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const io = new Server(http);
  limitUnadmitted(io, most);
  const { port } = http.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`;
  const say = (sid: string, body: string) =>
    fetch(`${address}&sid=${sid}`, { method: 'POST', body });
  return {
    begin: async () => {
      const words = await (await fetch(address)).text();
      return (JSON.parse(words.slice(1)) as { sid: string }).sid;
    },
    comeIn: async (sid: string) => {
      await say(sid, '40');
      await fetch(`${address}&sid=${sid}`);
    },
    /** True while the server has this client: it sends a packet that asks for nothing. */
    knows: async (sid: string) => (await say(sid, '6')).status === 200,
    open: () => io.engine.clientsCount,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await io.close();
    },
  };
}
