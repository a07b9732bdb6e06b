import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, jest, test } from '@jest/globals';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { AProductionProcess } from '../support/a-production-process.ts';
import { jwtSecret, signed, signingKey } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import type { Crowd, Fared } from '../support/crowd.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';
import { readMetrics } from '../support/the-metrics.ts';

jest.setTimeout(900_000);

const acme = 'acme';
const mebibyte = 1024 * 1024;
/** Each of 30 kB: what everybody catches up with. */
const notes = 30;
/** The longest that the loop may stand still, in milliseconds. */
const mostStill = 250;
const crowd: Crowd = {
  catchUp: 300,
  poll: 150,
  deaf: 150,
  list: 350,
  greedy: 50,
  webhooks: 1,
  seconds: 150,
};

const support = (file: string) => join(import.meta.dirname, '../support', file);

test('a thousand members who do everything at once end no process of 512 MB and stall it no more than 250 ms', async () => {
  await using server = await startPostgresServer();
  const probe = pathToFileURL(support('loop-probe.ts')).href;
  const service = await AProductionProcess.start({
    DATABASE_URL: await createDatabase(server),
    NODE_OPTIONS: `--max-old-space-size=512 --import ${probe}`,
    APP_URL: 'https://crm.example',
    JWT_SECRET: jwtSecret,
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
    CALENDLY_WATCH: 'off',
    DEFAULT_ORGANIZATION_ID: acme,
    API_REQUESTS_PER_SECOND: '1000',
    SOCKETS_PER_ORGANIZATION: '2000',
  });
  await fill(service.url);
  const heap = async () => (await readMetrics(service)).get('nodejs_heap_size_used_bytes') ?? 0;
  const before = await heap();

  await longestTurn(service);
  const watch = aWatch(service);
  const fared = await goThrough(service.url);
  const seen = await watch.end();
  const turn = await longestTurn(service);
  let after = Infinity;
  await until(
    async () => {
      after = await heap();
      return after < before + 64 * mebibyte;
    },
    'the heap to come back',
    120,
  );
  const { code } = await service.stop();

  process.stdout.write(`${JSON.stringify({ crowd, fared, seen, turn, before, after })}\n`);
  expect(code).toBe(0);
  expect(turn.cpu).toBeLessThan(mostStill);
  expect(fared).toMatchObject({ caughtUp: crowd.catchUp, polledUp: crowd.poll, lost: 0 });
  expect(Object.keys(fared.webhooks)).toEqual(['200']);
  expect(['200', '429']).toEqual(expect.arrayContaining(Object.keys(fared.lists)));
});

async function goThrough(url: string): Promise<Fared> {
  const words = [support('crowd.ts'), url, acme, JSON.stringify(crowd)];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return JSON.parse(stdout) as Fared;
}

async function fill(url: string): Promise<void> {
  const body = aBooking();
  const headers = { [signatureHeader]: signV1(signingKey, body, new Date()) };
  await fetch(`${url}/calendly/webhook`, { method: 'POST', headers, body });
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub: 'a-person', org: acme, role: 'member', iat, exp: iat + 3600 };
  const token = await signed({ ...claims, iss: 'any', aud: 'any' });
  const by = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const list = await fetch(`${url}/prospects`, { headers: by });
  const { items } = (await list.json()) as { items: { id: string }[] };
  for (let i = 0; i < notes; i += 1) {
    const answer = await fetch(`${url}/prospects/${items[0]?.id}/notes`, {
      method: 'POST',
      headers: by,
      body: JSON.stringify({ body: '€'.repeat(10_000) }),
    });
    expect(answer.status).toBe(201);
  }
}

/** The longest turn of the loop since this was asked last, in milliseconds: by the clock, and of the processor. */
async function longestTurn({ process: child }: AProductionProcess) {
  const before = child.stderr.length;
  const said = () => child.stderr.slice(before);
  process.kill(child.pid ?? 0, 'SIGUSR2');
  await until(() => said().endsWith('\n'), 'the longest turn');
  return JSON.parse(said()) as { clock: number; cpu: number };
}

/** Looks twice a second how much is kept. */
function aWatch(service: AProductionProcess) {
  const seen = { mostHeap: 0, mostResident: 0, mostSockets: 0 };
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const metrics = await readMetrics(service);
      const most = (known: number, name: string) => Math.max(known, metrics.get(name) ?? 0);
      seen.mostHeap = most(seen.mostHeap, 'nodejs_heap_size_used_bytes');
      seen.mostResident = most(seen.mostResident, 'process_resident_memory_bytes');
      seen.mostSockets = most(seen.mostSockets, 'velvena_sockets');
    }
  })();
  return {
    end: async () => {
      isOver = true;
      await looking;
      return seen;
    },
  };
}
