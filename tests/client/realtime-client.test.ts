import { afterEach, expect, test } from '@jest/globals';
import { connectRealtime } from '../../adapters/client/realtime-client.ts';
import type { RealtimeConnection } from '../../adapters/client/realtime-connection.ts';
import type { RealtimeOptions } from '../../adapters/client/realtime-options.ts';
import { AServer } from './a-server.ts';

const opened: { connection?: RealtimeConnection; server: AServer }[] = [];

afterEach(async () => {
  for (const { connection, server } of opened.splice(0)) {
    connection?.close();
    await server.stop();
  }
});

async function aWorld(
  options: Partial<RealtimeOptions> = {},
  prepare: (server: AServer) => void = () => {},
) {
  const server = new AServer();
  prepare(server);
  await server.start();
  const told: (string | number | null)[] = [];
  const connection = connectRealtime({
    url: server.url,
    token: 'token',
    onEvent: (event) => told.push(event.seq),
    onReady: (ready) => told.push(`ready ${ready.seq}`),
    onResyncRequired: (position) => told.push(`resync ${position.epoch}:${position.seq}`),
    onStatus: (status, reason) =>
      status !== 'reconnecting' && status !== 'live' && told.push(reason ?? status),
    ...options,
  });
  opened.push({ connection, server });
  return { server, connection, told };
}

async function until(met: () => boolean): Promise<void> {
  for (let waited = 0; !met(); waited += 10) {
    if (waited > 8_000) throw new Error(`never came true: ${String(met)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('what came after the snapshot is replayed, then live events follow', async () => {
  const { server, told, connection } = await aWorld({ after: 2, epoch: 'e1' }, (it) =>
    it.log.push(1, 2, 3, 4),
  );
  await until(() => connection.status === 'live');

  server.happen();
  await until(() => told.includes(5));

  expect(told).toEqual([3, 4, 'ready 4', 5]);
  expect(connection.position).toEqual({ seq: 5, epoch: 'e1' });
});

test('without a snapshot only what is new comes', async () => {
  const { server, told, connection } = await aWorld({}, (it) => it.log.push(1, 2, 3));
  await until(() => connection.status === 'live');

  server.happen();
  await until(() => told.includes(4));

  expect(told).toEqual(['ready 3', 4]);
});

test('a repeated event is told once', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');

  server.happen();
  server.again(1);
  server.happen();
  server.again(2);
  server.again(1);
  server.happen();
  await until(() => told.includes(3));

  expect(told).toEqual(['ready 0', 1, 2, 3]);
});

test('an event that got lost on the way is fetched by connecting again', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');

  server.happen();
  server.happen({ lost: true });
  server.happen();
  await until(() => told.includes('ready 3'));

  expect(told).toEqual(['ready 0', 1, 2, 3, 'ready 3']);
  expect(server.handshakes.at(-1)).toEqual({ token: 'token', after: 1, epoch: 'e1' });
});

test('a gap that a replay does not fill asks for a reload instead of trying for ever', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');

  server.forgets.add(2);
  server.happen();
  server.happen({ lost: true });
  server.happen();
  await until(() => told.includes('resync e1:3'));
  server.happen();
  await until(() => told.includes(4));

  expect(told).toEqual(['ready 0', 1, 'resync e1:3', 'ready 3', 4]);
  expect(server.handshakes).toHaveLength(2);
});

test('after a dropped connection nothing is missed and nothing comes twice', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');

  server.happen();
  await until(() => told.includes(1));
  server.hangUp();
  server.happen();
  server.happen();
  await until(() => told.includes('ready 3'));

  expect(told).toEqual(['ready 0', 1, 2, 3, 'ready 3']);
  expect(server.handshakes.at(-1)).toMatchObject({ after: 1 });
});

test('a server that was away is caught up with when it is back', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');
  server.happen();
  await until(() => told.includes(1));

  const port = await server.stop();
  await until(() => connection.status === 'reconnecting');
  server.log.push(2, 3);
  await server.start(port);
  await until(() => connection.status === 'live');

  expect(told).toEqual(['ready 0', 1, 2, 3, 'ready 3']);
});

test('a log of another epoch asks for a reload and goes on from there', async () => {
  const { server, told, connection } = await aWorld(
    { after: 7, epoch: 'before the restore' },
    (it) => it.log.push(1, 2),
  );
  await until(() => connection.status === 'live');

  server.happen();
  await until(() => told.includes(3));

  expect(told).toEqual(['resync e1:2', 'ready 2', 3]);
});

test('an event that is not kept passes without moving the cursor', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');

  server.say('sync.progress', {
    seq: null,
    epoch: null,
    type: 'sync.progress',
    data: { percent: 40 },
  });
  server.happen();
  await until(() => told.includes(1));

  expect(told).toEqual(['ready 0', null, 1]);
});

test('a refused token stops the attempts and says why', async () => {
  const { server, told, connection } = await aWorld({}, (it) => {
    it.refuses = true;
  });
  await until(() => connection.status === 'signed_out');
  await new Promise((resolve) => setTimeout(resolve, 1_200));

  expect(told).toEqual(['unauthorized']);
  expect(server.handshakes).toHaveLength(1);
});

test('a refused token of a disabled organization stops the attempts and says so', async () => {
  const { server, told, connection } = await aWorld({}, (it) => {
    it.refuses = true;
    it.reason = 'org_disabled';
  });
  await until(() => connection.status === 'signed_out');

  expect(told).toEqual(['org_disabled']);
  expect(server.handshakes).toHaveLength(1);
});

test('an organization that is disabled stops the line, and does not make it come back', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');

  server.say('org_disabled');
  server.hangUp();
  await until(() => connection.status === 'signed_out');
  await new Promise((resolve) => setTimeout(resolve, 1_200));

  expect(told).toEqual(['ready 0', 'org_disabled']);
  expect(server.handshakes).toHaveLength(1);
});

test('an expired token stops the line until a fresh one renews it', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');

  server.say('token_expired', {});
  await until(() => connection.status === 'signed_out');
  server.happen({ lost: true });
  await connection.renew('fresh');
  await until(() => connection.status === 'live');

  expect(told).toEqual(['ready 0', 'token_expired', 1, 'ready 1']);
  expect(server.handshakes.at(-1)).toEqual({ token: 'fresh', after: 0, epoch: 'e1' });
});

test('a fresh token of another organization brings nothing of its log before a reload', async () => {
  const { server, told, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');
  server.happen();
  await until(() => told.includes(1));
  server.say('token_expired', {});
  await until(() => connection.status === 'signed_out');

  server.organizationId = 'others';
  for (const seq of [1, 2, 3]) server.log[seq - 1] = seq;
  await connection.renew('fresh');
  await until(() => connection.status === 'live');
  server.happen();
  await until(() => told.includes(4));

  expect(told).toEqual(['ready 0', 1, 'token_expired', 'resync e1:3', 'ready 3', 4]);
});

test('a renewal on a live line counts for later connections, unless it is refused', async () => {
  const { server, connection } = await aWorld({ after: 0, epoch: 'e1' });
  await until(() => connection.status === 'live');

  await connection.renew('fresh');
  server.refuses = true;
  await expect(connection.renew('foreign')).rejects.toThrow('refused');
  server.refuses = false;
  server.hangUp();
  await until(() => connection.status === 'reconnecting');
  await until(() => connection.status === 'live');

  expect(server.handshakes.map(({ token }) => token)).toEqual(['token', 'fresh']);
});
