import { createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { SignJWT } from 'jose';
import { Client } from 'pg';
import type { CalendlyStatus } from '../../adapters/wire/calendly-status.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';
import { fork } from './child.ts';
import { median } from './figures.ts';

const { events, rounds, limit, share, profile } = new Command()
  .name('node tests/bench/back-fill.ts')
  .description('Measures how fast the history of a Calendly account is read and kept.')
  .option('--events <n>', 'meetings of the account', Number, 10_000)
  .option('--rounds <n>', 'how often it is read, each time into an empty database', Number, 3)
  .option('--limit <n>', 'calls a minute that Calendly takes; without it there is no limit', Number)
  .option('--share <n>', 'of that limit, for the service', Number, 0.8)
  .option('--profile', 'write a CPU profile of the service into dist/bench')
  .parse()
  .opts<{
    events: number;
    rounds: number;
    limit?: number;
    share: number;
    profile?: true;
  }>();

const folder = join(import.meta.dirname, '../../dist/bench');
const jwtSecret = 'a secret for the bench, long enough';

interface Calendly {
  url: string;
  token: string;
  calls: number;
}

interface Figures {
  events: number;
  seconds: number;
  /** Calls a minute, until the last wait for the limit was over; null where it never waited. */
  pace: number | null;
}

await using children = new AsyncDisposableStack();
const server = children.use(
  await startPostgresServer({ shared_buffers: '256MB', max_wal_size: '4GB' }),
);
const setting = { events, upcoming: 0, rateLimit: limit ?? false };
const calendly = await fork('calendly-process.ts', { args: [JSON.stringify(setting)] });
children.defer(() => calendly.stop());
const asked = () => calendly.ask(null) as Promise<Calendly>;

const all: Figures[] = [];
for (let round = 1; round <= rounds; round += 1) {
  const figures = await measure();
  all.push(figures);
  say(`Round ${round} of ${rounds}: ${told(figures)}`);
}
const [slowest, fastest] = [Math.max, Math.min].map((pick) =>
  pick(...all.map(({ seconds }) => seconds)),
);
const rate = median(all.map((figures) => figures.events / figures.seconds));
process.stdout.write(
  `\n${all[0]?.events} meetings, from ${fastest?.toFixed(1)} to ${slowest?.toFixed(1)} s; median: ${rate.toFixed(0)} meetings a second\n`,
);
if (limit !== undefined) {
  const paces = all.flatMap(({ pace }) => (pace === null ? [] : [pace]));
  const part = (median(paces) / (limit * share)) * 100;
  process.stdout.write(
    `${median(paces).toFixed(0)} calls a minute: ${part.toFixed(1)} % of the share of ${limit * share}\n`,
  );
}

async function measure(): Promise<Figures> {
  const url = await createDatabase(server);
  const { url: calendlyUrl, token, calls: before } = await asked();
  const service = await fork('service-process.ts', {
    env: {
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: url,
      CALENDLY_CLIENT_ID: 'bench',
      CALENDLY_CLIENT_SECRET: 'bench',
      CALENDLY_AUTH_URL: calendlyUrl,
      CALENDLY_API_URL: calendlyUrl,
      CALENDLY_RATE_SHARE: String(share),
      CALENDLY_WATCH: 'off',
      TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
      JWT_SECRET: jwtSecret,
      JWT_ISSUER: 'any',
      JWT_AUDIENCE: 'any',
    },
    execArgv: profile ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [],
  });
  try {
    const address = (await service.ask(1)) as string;
    const start = performance.now();
    await call(address, 'POST', '/calendly/connect', { personalAccessToken: token });
    let resumed: { calls: number; at: number } | null = null;
    let waits = false;
    for (;;) {
      const { sync } = await call<CalendlyStatus>(address, 'GET', '/calendly/status');
      if (sync?.state === 'failed') throw new Error(`The back-fill failed: ${sync.error}`);
      if (sync?.state === 'done') {
        const seconds = (performance.now() - start) / 1000;
        await check(url, sync.inviteesSeen);
        const pace = resumed === null ? null : (resumed.calls / (resumed.at - start)) * 60_000;
        return { events: sync.eventsSeen, seconds, pace };
      }
      if (sync?.state === 'waiting') waits = true;
      else if (waits) {
        waits = false;
        resumed = { calls: (await asked()).calls - before, at: performance.now() };
      }
      await delay(limit === undefined ? 100 : 20);
    }
  } finally {
    await service.stop();
  }
}

/** No figure without every row. */
async function check(url: string, invitees: number): Promise<void> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from scheduled_events',
  );
  await client.end();
  if (rows[0]?.count !== invitees)
    throw new Error(`${invitees} bookings were read, and ${rows[0]?.count} are kept.`);
}

async function call<T>(url: string, method: string, path: string, body?: object): Promise<T> {
  const token = await new SignJWT({ sub: 'bench', org: 'bench', role: 'admin' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('1h')
    .sign(createSecretKey(Buffer.from(jwtSecret)));
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  return (await response.json()) as T;
}

function told({ events: seen, seconds, pace }: Figures): string {
  const calls = pace === null ? '' : `, ${pace.toFixed(0)} calls a minute`;
  return `${seen} meetings in ${seconds.toFixed(1)} s${calls}`;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
