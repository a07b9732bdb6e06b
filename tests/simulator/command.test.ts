import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const command = join(import.meta.dirname, '../../adapters/commands/simulator.ts');
const run = promisify(execFile);

/** Starts the command, and reads what it prints until it says what to do next. */
async function started(...words: string[]): Promise<{ process: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, [command, ...words], { stdio: 'pipe' });
  let printed = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout as AsyncIterable<string>) {
    printed += chunk;
    if (printed.includes('personal access token')) break;
  }
  return { process: child, printed };
}

test('npm run simulator prints where it is, what to do next and a token, and ends when told to', async () => {
  const { process: child, printed } = await started(
    '--port',
    '0',
    '--events',
    '20',
    '--plan',
    'free',
  );
  const [, url = ''] = /^ {4}(http:\S+)$/m.exec(printed) ?? [];
  const [token = ''] = /ey\S+/.exec(printed) ?? [];

  const me = await fetch(`${url}/users/me`, { headers: { authorization: `Bearer ${token}` } });
  const ended = once(child, 'exit');
  child.kill('SIGTERM');

  expect(me.status).toBe(200);
  expect(me.headers.get('x-ratelimit-limit')).toBe('50');
  expect(printed).toContain(`CALENDLY_AUTH_URL=${url}`);
  expect(printed).toContain('npm start');
  expect(await ended).toEqual([0, null]);
});

test('what it cannot do is said in words', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const tried = (...words: string[]) =>
    run(process.execPath, [command, ...words]).catch((error: unknown) => error);

  const [busy, plan, events] = await Promise.all([
    tried('--port', String(port)),
    tried('--plan', 'golden'),
    tried('--events', 'many'),
  ]);
  taken.close();

  expect(busy).toMatchObject({ code: 1, stderr: expect.stringContaining('--port') });
  expect(plan).toMatchObject({ code: 1, stderr: expect.stringContaining('free') });
  expect(events).toMatchObject({ code: 1, stderr: expect.stringContaining('whole number') });
  expect((busy as { stderr: string }).stderr).not.toContain('    at ');
});
