import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';

jest.setTimeout(60_000);
const adapters = join(import.meta.dirname, '../../adapters');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'closed-output-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['main.ts', ['--check-config']],
  ['commands/token.ts', ['--org', 'acme']],
  ['commands/token.ts', ['--help']],
  ['commands/organization.ts', ['list']],
  ['commands/doctor.ts', ['--url', 'http://127.0.0.1:9']],
  ['commands/simulate.ts', ['--help']],
  ['commands/simulator.ts', ['--help']],
])('%s %j ends quietly when nobody reads what it prints', async (script, args) => {
  const child = spawn(process.execPath, [join(adapters, script), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text) => (stderr += String(text)));
  child.stdout.destroy();

  const [code] = (await once(child, 'close')) as [number | null];

  expect(stderr).not.toMatch(/EPIPE|at .*:\d+:\d+/);
  expect(code).not.toBeNull();
});
