import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AProductionProcess } from '../support/a-production-process.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { jwtSecret, signingKey } from '../support/a-running-service.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { countedWhile, readMetrics } from '../support/the-metrics.ts';

const mebibyte = 1024 * 1024;
const chunkSize = mebibyte / 16;
const chunk = Buffer.from(`${chunkSize.toString(16)}\r\n${'a'.repeat(chunkSize)}\r\n`);
const limit = mebibyte;
const endless = 64 * mebibyte;

jest.setTimeout(60_000);
let postgres: PostgresServer;
let service: AProductionProcess;
beforeAll(async () => {
  postgres = await startPostgresServer();
  service = await aService();
});
afterAll(async () => {
  await service.stop();
  await postgres.stop();
});

test('a webhook without an end, which would be 64 MiB, takes less than 5 MB of memory', async () => {
  let measured = await takenByOne();
  // Collecting garbage takes some MiB too: into whichever service it falls, another one is measured, the last in any case.
  for (let again = 0; again < 3 && measured.collections > 0; again += 1) {
    await service.stop();
    service = await aService();
    measured = await takenByOne();
  }

  expect(measured.now).toBeLessThan(5_000_000);
  expect(measured.most).toBeLessThan(5_000_000);
});

test('of hundreds of webhooks without an end none is kept: they take less than half of what was read of them', async () => {
  const [turns, senders] = [40, 8];
  for (let turn = 0; turn < 20; turn += 1) await saidAtOnce(senders, limit);
  const before = await memory();

  for (let turn = 0; turn < turns; turn += 1) {
    await saidAtOnce(senders, endless);

    expect((await memory()).most - before.most).toBeLessThan((turns * senders * limit) / 2);
  }
  // The metric tells what the other test asks it for.
  expect(await collections()).toBeGreaterThan(0);
});

async function aService(): Promise<AProductionProcess> {
  return AProductionProcess.start({
    DATABASE_URL: await createDatabase(postgres),
    JWT_SECRET: jwtSecret,
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
  });
}

/**
 * The bytes of memory that a webhook without an end takes of a service that has refused some already, and how often
 * garbage was collected meanwhile.
 */
async function takenByOne() {
  // Not for long: garbage that is collected leaves room, which would hide what is taken afterwards.
  for (let turn = 0; turn < 5; turn += 1) await saidAtOnce(1, limit);
  const collectedBefore = await collections();
  const before = await memory();

  let said: number[] = [];
  const counted = await countedWhile(service, 'webhooks_total', async () => {
    said = await saidAtOnce(1, endless);
  });
  const after = await memory();

  expect(counted).toEqual({ too_large: 1 });
  // Some MiB are on their way between two sockets when nobody reads any more.
  expect(Math.max(...said)).toBeLessThan(endless / 2);
  return {
    now: after.now - before.now,
    most: after.most - before.most,
    collections: (await collections()) - collectedBefore,
  };
}

/** How often the service has collected garbage. */
async function collections(): Promise<number> {
  const samples = [...(await readMetrics(service))];
  const counts = samples.filter(([name]) => name.startsWith('nodejs_gc_duration_seconds_count'));
  return counts.reduce((sum, [, count]) => sum + count, 0);
}

/** How many bytes each of so many senders could say. Nobody signs. */
function saidAtOnce(senders: number, bytes: number): Promise<number[]> {
  return Promise.all(Array.from({ length: senders }, () => saidByOne(bytes)));
}

async function saidByOne(bytes: number): Promise<number> {
  using line = new ARawLine(service.url);
  line.say('POST /calendly/webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
  const chunks = await line.sayOften(chunk, bytes / chunkSize);
  line.say('0\r\n\r\n');
  // There is an answer, or the end of the line: who is hung up on while they speak may not hear why.
  await line.status();
  return chunks * chunkSize;
}

/** The memory that the service has, and the most that it ever had, in bytes. Only Linux tells the latter. */
async function memory(): Promise<{ now: number; most: number }> {
  if (process.platform !== 'linux') {
    const now = (await readMetrics(service)).get('process_resident_memory_bytes') ?? Number.NaN;
    return { now, most: now };
  }
  const status = await readFile(`/proc/${service.process.pid}/status`, 'utf8');
  const bytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
  return { now: bytes('VmRSS'), most: bytes('VmHWM') };
}
