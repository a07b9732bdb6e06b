import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { fork } from './child.ts';
import type { Figures } from './figures.ts';
import { fiveWrites } from './yardstick-schema.ts';

const run = promisify(execFile);
const clients = 16;

/** What the database does by itself: five writes a transaction, one after another on each of 16 connections. */
export interface Yardstick {
  label: string;
  measure: (url: string, seconds: number) => Promise<Figures>;
}

/** pgbench, where there is one, and a program of ours: the first is the yardstick. */
export async function findYardsticks(body: string): Promise<[Yardstick, ...Yardstick[]]> {
  const pgbench = await findPgbench();
  const own = throughNode(body);
  return pgbench === null ? [own] : [throughPgbench(pgbench, body), own];
}

async function findPgbench(): Promise<string | null> {
  const folder = await run('pg_config', ['--bindir']).then(
    ({ stdout }) => [stdout.trim()],
    () => [],
  );
  for (const program of [...folder.map((path) => join(path, 'pgbench')), 'pgbench']) {
    const works = await run(program, ['--version']).then(
      () => true,
      () => false,
    );
    if (works) return program;
  }
  return null;
}

function throughPgbench(program: string, body: string): Yardstick {
  const script = [
    String.raw`\set n random(1, 9000000000000000000)`,
    'begin;',
    ...fiveWrites(':n', body).map((sql) => `${sql.replaceAll('\n', ' ')};`),
    'commit;\n',
  ].join('\n');
  return {
    label: `pgbench, five writes a transaction, ${clients} clients, prepared`,
    async measure(url, seconds) {
      const folder = await mkdtemp(join(tmpdir(), 'bench-'));
      const file = join(folder, 'five-writes.sql');
      await writeFile(file, script);
      const options = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`];
      try {
        const { stdout } = await run(program, [...options, '-f', file, ...serverOf(url)]);
        const done = Number(/actually processed: (\d+)/.exec(stdout)?.[1]);
        const rate = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
        const failed = Number(/failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
        return { acknowledged: done, failed, rate, p50: null, p99: null, events: 0 };
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

function serverOf(url: string): string[] {
  const { hostname, port, username, pathname } = new URL(url);
  return ['-h', hostname, '-p', port, '-U', username, pathname.slice(1)];
}

function throughNode(body: string): Yardstick {
  return {
    label: `node-postgres, five writes a transaction, ${clients} clients`,
    async measure(url, seconds) {
      const child = await fork('yardstick-process.ts');
      try {
        return (await child.ask({ url, seconds, clients, body })) as Figures;
      } finally {
        await child.stop();
      }
    },
  };
}

/** One process of the stand-in for pgbench. */
export async function writeFor(
  url: string,
  { seconds, clients, body }: { seconds: number; clients: number; body: string },
): Promise<Figures> {
  const statements = fiveWrites('$1', body);
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new Client(url);
      await client.connect();
      return client;
    }),
  );
  const start = performance.now();
  const end = start + seconds * 1000;
  let acknowledged = 0;
  await Promise.all(
    connections.map(async (client) => {
      while (performance.now() < end) {
        const n = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
        await client.query('begin');
        for (const [i, text] of statements.entries()) {
          await client.query({ name: `write-${i}`, text, values: [n] });
        }
        await client.query('commit');
        acknowledged += 1;
      }
    }),
  );
  const rate = acknowledged / ((performance.now() - start) / 1000);
  await Promise.all(connections.map((client) => client.end()));
  return { acknowledged, failed: 0, rate, p50: null, p99: null, events: 0 };
}
