import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Command } from 'commander';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';
import { fork } from './child.ts';
import { quantile } from './figures.ts';
import { fillWithOldRows } from './old-rows.ts';
import { SteadyWebhooks } from './send-steadily.ts';

const { rows, rate, seconds, organizations, bodyBytes } = new Command()
  .name('npm run bench:retention --')
  .description('Measures what the nightly purge costs webhooks that come in meanwhile.')
  .option('--rows <n>', 'old rows: scheduled events, deliveries, log entries, of each', Number, 1e6)
  .option('--rate <n>', 'webhooks a second', Number, 50)
  .option('--seconds <n>', 'how long webhooks are sent before the purge', Number, 30)
  .option('--organizations <n>', 'whose they are', Number, 16)
  .option('--body-bytes <n>', 'of an old delivery', Number, 2300)
  .parse()
  .opts<{
    rows: number;
    rate: number;
    seconds: number;
    organizations: number;
    bodyBytes: number;
  }>();

const signingKey = 'a signing key for the bench';
const purge = 'purge-old-events';

await using children = new AsyncDisposableStack();
const server = children.use(
  await startPostgresServer({ shared_buffers: '256MB', max_wal_size: '4GB' }),
);
const url = await createDatabase(server);
await (await Database.open({ url, dataDir: '' })).close();
const client = new Client(url);
await client.connect();
children.defer(() => client.end());

say(`Filling in ${rows} old rows of each kind.`);
const fillStart = performance.now();
await fillWithOldRows(client, { rows, organizations, bodyBytes });
say(`That took ${((performance.now() - fillStart) / 1000).toFixed(0)} s.`);

const service = await fork('service-process.ts', {
  env: {
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: url,
    CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
    JWT_SECRET: 'a secret for the bench, long enough',
    JWT_ISSUER: 'bench',
    JWT_AUDIENCE: 'bench',
  },
});
children.defer(() => service.stop());
const webhooks = new SteadyWebhooks((await service.ask(organizations)) as string, signingKey);
children.defer(() => webhooks.close());

say('Warming up.');
await webhooks.send(rate, after(10));
say(`Webhooks without the purge, ${rate} a second for ${seconds} s.`);
const without = await measured(after(seconds));

say('Webhooks with the purge: it begins within a minute.');
// As if the day before had been the last one that was run: the service makes today's up.
await client.query(`update job_runs set day = day - 1 where job = '${purge}'`);
let started = 0;
let finished = 0;
const watching = watch();
await webhooks.send(rate, () => started > 0);
const during = await measured(() => finished > 0);
await watching;

const took = (finished - started) / 1000;
const [left] = (
  await client.query<Record<string, string>>(`
    select (select count(*) from scheduled_events where booking like 'old-%') as "scheduledEvents",
      (select count(*) from deliveries where body is not null and received_at < now() - interval '31 days') as bodies,
      (select count(*) from event_log where occurred_at < now() - interval '91 days') as "logEntries"`)
).rows;
if (Object.values(left ?? {}).some((count) => count !== '0'))
  throw new Error(`There is no figure: the purge left ${JSON.stringify(left)}.`);
process.stdout.write(
  [
    '',
    `${rows} old rows of each of three kinds, ${organizations} organizations, ${rate} webhooks a second`,
    '',
    '| webhooks | answered | failed | p50 | p99 | longest |',
    '|---|---|---|---|---|---|',
    `| without the purge | ${without}`,
    `| with the purge | ${during}`,
    '',
    `The purge took ${took.toFixed(1)} s: ${Math.round((3 * rows) / took)} rows a second. None of them is left.`,
    '',
  ].join('\n'),
);

async function measured(ends: () => boolean): Promise<string> {
  webhooks.latencies = [];
  webhooks.failed = 0;
  await webhooks.send(rate, ends);
  const { latencies, failed } = webhooks;
  const figures = [quantile(latencies, 0.5), quantile(latencies, 0.99), Math.max(...latencies)];
  const told = figures.map((figure) => `${figure.toFixed(1)} ms`).join(' | ');
  return `${latencies.length} | ${failed} | ${told} |`;
}

async function watch(): Promise<void> {
  while (finished === 0) {
    const { rows: runs } = await client.query<{ finished: boolean }>(
      `select finished_at is not null as finished from job_runs
       where job = $1 order by day offset 1`,
      [purge],
    );
    if (runs.length > 0 && started === 0) started = performance.now();
    if (runs[0]?.finished === true) finished = performance.now();
    await delay(50);
  }
}

function after(wait: number): () => boolean {
  const end = performance.now() + wait * 1000;
  return () => performance.now() >= end;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
