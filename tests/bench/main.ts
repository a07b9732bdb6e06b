import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { startPostgresServer } from '../support/postgres-server.ts';
import { type Contender, startContenders } from './contenders.ts';
import type { Figures } from './figures.ts';
import { reportOf, tableOf } from './report.ts';

const folder = join(import.meta.dirname, '../../dist/bench');
const options = new Command()
  .name('npm run bench --')
  .description('Measures the way of a webhook through the service against the database alone.')
  .option('--quick', 'two or three minutes, with figures that are less sure')
  .option('--rounds <n>', 'how often each contender has its turn', Number)
  .option('--seconds <n>', 'how long one turn takes', Number)
  .option('--only <names>', 'measure these contenders only, beside the yardstick')
  .option('--profile', 'write a CPU profile of the service beside bench.json')
  .parse()
  .opts<{ quick?: true; rounds?: number; seconds?: number; only?: string; profile?: true }>();

const rounds = options.rounds ?? (options.quick ? 3 : 5);
const seconds = options.seconds ?? (options.quick ? 3 : 8);

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** V8 goes on compiling on another thread until some 15,000 webhooks came by. */
async function warmUp(measure: Contender['measure']): Promise<void> {
  let acknowledged = 0;
  for (let turn = 0; turn < 5 && acknowledged < 15_000; turn += 1) {
    acknowledged += (await measure(3)).acknowledged;
  }
}

async function measureAll(contenders: readonly Contender[]): Promise<Map<string, Figures[]>> {
  for (const { label, measure } of contenders) {
    say(`Warming up: ${label}`);
    await warmUp(measure);
  }
  const all = new Map<string, Figures[]>();
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, label, measure } of contenders) {
      const figures = await measure(seconds);
      all.set(name, [...(all.get(name) ?? []), figures]);
      say(`Round ${round} of ${rounds}: ${figures.rate.toFixed(0).padStart(6)} / s  ${label}`);
    }
  }
  return all;
}

await mkdir(folder, { recursive: true });
await using children = new AsyncDisposableStack();
const server = children.use(
  await startPostgresServer({ shared_buffers: '256MB', max_wal_size: '4GB' }),
);
say('PostgreSQL runs, with fsync and synchronous_commit on.');
const everybody = await startContenders(server, children, options.profile ? folder : null);
const wanted = options.only?.split(',');
const contenders = everybody.filter(
  ({ name }, i) => i === 0 || wanted === undefined || wanted.includes(name),
);

const report = reportOf(contenders, await measureAll(contenders), { rounds, seconds });
await writeFile(join(folder, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
process.stdout.write(`\n${tableOf(report)}\n`);
say('\nThe figures are in dist/bench/bench.json.');
