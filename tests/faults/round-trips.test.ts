import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { SystemClock } from '../../adapters/node/system-clock.ts';
import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';
import { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresIngestStore } from '../../adapters/postgres/ingest/postgres-ingest-store.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { ReceiveDeliveries } from '../../src/use-cases/intake/receive-deliveries.ts';
import { aBooking } from '../support/a-booking.ts';
import { anIncoming } from '../support/an-incoming.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';

let server: Awaited<ReturnType<typeof startPostgresServer>>;

beforeAll(async () => {
  server = await startPostgresServer();
}, 60_000);

afterAll(() => server.stop());

test('a batch of several organizations takes at most four round trips to the database, two in fact', async () => {
  const url = new URL(await createDatabase(server));
  await using line = await aCountedLine(Number(url.port));
  url.port = String(line.port);
  const database = await Database.open({ url: url.href, dataDir: '' });
  const receive = new ReceiveDeliveries({
    ingestStore: new PostgresIngestStore(database),
    clock: new SystemClock(),
    ids: new UuidGenerator(),
    logger: new RecordingLogger(),
    noteWriter: new NoteWriter('fr', 'Europe/Paris'),
  });
  const batch = (of: string) =>
    ['acme', 'bolt', 'core'].map((id) => anIncoming(organizationId(id), aBooking({ of: of + id })));
  // The first one makes the streams, and prepares the statements.
  await receive.execute(batch('ada'));

  const before = line.questions();
  expect(await receive.execute(batch('bob'))).toEqual(['accepted', 'accepted', 'accepted']);
  const asked = line.questions().map((count, i) => count - (before[i] ?? 0));

  await database.close();
  expect(Math.max(...asked)).toBe(2);
});

/** A line to the server that counts, per connection, how often the client began to speak after an answer. */
async function aCountedLine(target: number) {
  const counts: number[] = [];
  const sockets: Socket[] = [];
  const listening = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    sockets.push(near, far);
    const connection = counts.push(0) - 1;
    let speaker: 'client' | 'server' = 'server';
    near.on('data', (chunk) => {
      if (speaker === 'server') counts[connection] = (counts[connection] ?? 0) + 1;
      speaker = 'client';
      far.write(chunk);
    });
    far.on('data', (chunk) => {
      speaker = 'server';
      near.write(chunk);
    });
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return {
    port: (listening.address() as AddressInfo).port,
    questions: () => [...counts],
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      listening.close();
      await once(listening, 'close');
    },
  };
}
