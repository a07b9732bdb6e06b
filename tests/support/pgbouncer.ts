import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenSaid } from './when-said.ts';

export type PoolMode = 'session' | 'transaction' | 'statement';

// PgBouncer refuses to run as root, as PostgreSQL does.
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const env = { PATH: `${process.env['PATH']}:/usr/sbin` };

/**
 * Debian's PgBouncer in front of a database, with the settings that it comes with but for those given. It has to be
 * installed: `apt-get install pgbouncer`.
 */
export async function startPgbouncer(
  databaseUrl: string,
  mode: PoolMode,
  settings: Record<string, string> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'));
  if (user.uid) await chown(folder, user.uid, user.gid);
  const { hostname, port: serverPort, pathname } = new URL(databaseUrl);
  const port = await freePort();
  const all = {
    listen_addr: '127.0.0.1',
    listen_port: `${port}`,
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: mode,
    ...settings,
  };
  const lines = [
    '[databases]',
    `crm = host=${hostname} port=${serverPort} dbname=${pathname.slice(1)} user=postgres`,
    '[pgbouncer]',
    ...Object.entries(all).map(([name, value]) => `${name} = ${value}`),
  ];
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o644 });

  const pooler = spawn('pgbouncer', [file], { env, ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  await whenSaid(pooler, 'process up');
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/crm`,
    async [Symbol.asyncDispose]() {
      const closed = once(pooler, 'close');
      pooler.kill('SIGTERM');
      pooler.kill('SIGQUIT');
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
