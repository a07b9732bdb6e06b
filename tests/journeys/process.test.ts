import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { bookings } from '../support/a-booked-webhook.ts';
import { DataFolder, type ServiceProcess } from '../support/a-process.ts';
import { answerOf } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { AWitness, acknowledgedBy, wordsFor } from '../support/a-witness.ts';
import { listProspects, readEvents, showProspect } from '../support/the-api.ts';
import { untilReady } from '../support/until-ready.ts';

// Processes and embedded databases take seconds to start, so these tests share one of each, and every test has its own
// people. The last two end the process, and leave another one.
jest.setTimeout(90_000);
let folder: DataFolder;
let service: ServiceProcess;
beforeAll(async () => {
  folder = await DataFolder.create();
  service = await folder.start();
});
afterAll(async () => {
  await service.process.kill('SIGTERM');
  await folder.remove();
});

describe('a service that is started without any settings', () => {
  test('says where it is, who one is there, and how to send a first booking', async () => {
    const { stdout } = service.process;
    expect(stdout).toContain(`${folder.url}/#token=${service.token}\n`);
    expect(stdout).toContain(`    ${service.token}\n`);
    expect(stdout).toContain('survives a crash of the service, but not a power cut');
    expect(await listProspects(service)).toMatchObject({ items: [], seq: 0 });
    expect((await service.get('/deliveries')).status).toBe(200);
    // Right after its start it may not have got round to everything yet.
    await untilReady(service);
    const { mode } = await stat(join(folder.path, 'development-secrets.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('brings a Calendly along, and says where it is', async () => {
    const [, url = ''] = /simulator:\n {4}(\S+)\n/.exec(service.process.stdout) ?? [];

    const simulator = await fetch(`${url}/simulator`);
    const status = await service.get('/calendly/status');

    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(simulator.status).toBe(200);
    expect(status.body).toMatchObject({ environment: 'simulator', simulatorUrl: url });
  });

  test('prints a line that books as it is', async () => {
    const line = / (\S.* npm run simulate -- book .*)/.exec(service.process.stdout)?.[1] ?? '';
    const command = join(import.meta.dirname, '../../adapters/commands/simulate.ts');
    const typed = line.replace('npm run simulate --', `'${process.execPath}' '${command}'`);

    const { stdout } = await promisify(execFile)('sh', ['-c', typed], {
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'] },
    });

    expect(stdout).toContain('1 delivery: 1 accepted');
    expect((await listProspects(service, '?search=ada@example.com')).items).toHaveLength(1);
  });

  test('keeps its data folder to itself', async () => {
    const second = await folder.run('main.ts', [], { PORT: '0' }).ended();

    expect(second).toMatchObject({ code: 78, stdout: '' });
    expect(second.stderr).toMatch(
      /^The service cannot start:\nAnother process is using .*DATA_DIR/,
    );
    await untilReady(service);
  });

  test('is sent bookings and cancels by the command that it named', async () => {
    const simulate = (...words: string[]) =>
      folder.run('commands/simulate.ts', [...words, '--email', 'sim@example.com']).ended();

    const booked = await simulate('book', '--duplicate', '1');
    const canceled = await simulate('cancel');

    expect(booked).toMatchObject({ code: 0, stderr: '' });
    expect(booked.stdout).toContain('2 deliveries: 1 accepted, 1 duplicate');
    expect(canceled.stdout).toContain('1 delivery: 1 accepted');
    const { items } = await listProspects(service, '?search=sim@example.com');
    expect(await showProspect(service, items[0]?.id ?? '')).toMatchObject({
      scheduledEvents: [{ status: 'canceled' }],
      notes: [{ kind: 'canceled' }, { kind: 'booked' }],
    });
  });

  test('takes what the signed curl line sends, as a shell reads it', async () => {
    const file = "it's a body.json";
    await writeFile(join(folder.path, file), bookings(1, 'curl')[0] ?? '');
    const { stdout } = await folder.run('commands/simulate.ts', ['sign', file]).ended();

    const line = stdout.trim().replace(/^curl /, "printf '%s\\n' ");
    const words = (await promisify(execFile)('sh', ['-c', line])).stdout.trim().split('\n');
    const [, method, url = '', , type = '', , signature = '', , data = ''] = words;
    const body = await readFile(join(folder.path, data.replace(/^@/, '')));
    const headers = [type, signature].map((header) => header.split(': ') as [string, string]);
    const answer = await answerOf(await fetch(url, { method: method ?? '', headers, body }));

    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect((await listProspects(service, '?search=curl-1')).items).toHaveLength(1);
  });

  test('takes the tokens that the token command prints', async () => {
    const token = async (...words: string[]) =>
      (await folder.run('commands/token.ts', words).ended()).stdout.trim();

    const admin = await token('--org', 'acme', '--role', 'admin');
    const member = await token();

    expect((await service.get('/deliveries', { token: admin })).body).toMatchObject({ items: [] });
    expect((await service.get('/deliveries', { token: member })).status).toBe(403);
    expect((await listProspects(service, '', member)).items.length).toBeGreaterThan(0);
  });
});

test('a service on any free port names the real one, and lets its own console in', async () => {
  const any = folder.run('main.ts', [], { PORT: '0', DATABASE_URL: 'memory:' });
  await until(() => any.stdout.includes('simulate -- book') || !any.isAlive, 'a service', 60);

  const [, origin = '', port = '', token = ''] =
    /(http:\/\/localhost:(\d+))\/#token=(\S+)/.exec(any.stdout) ?? [];
  expect(Number(port)).toBeGreaterThan(0);
  expect(any.stdout).toContain(`PORT=${port} `);
  const page = new ASocket(origin, { auth: { token }, headers: { origin } });
  expect(await page.ready()).toMatchObject({ seq: 0 });
  page.close();
  await any.kill('SIGTERM');
});

describe('what the service acknowledged is there, once,', () => {
  test('after a kill -9 in the middle, and an open page catches up by itself', async () => {
    using witness = await AWitness.of(service);
    const bodies = bookings(200, 'killed');

    const taken = await acknowledgedBy(service, bodies, 60, () => service.process.kill('SIGKILL'));
    service = await folder.start();
    const again = await wordsFor(service, bodies);

    expect(taken.size).toBeGreaterThanOrEqual(60);
    expect(taken.size).toBeLessThan(200);
    for (const body of taken) expect(again.get(body)).toBe('duplicate');
    await expectsEachOnce('killed', 200);
    const { seq } = await listProspects(service);
    await until(() => witness.seqs.at(-1) === seq, 'the page to catch up', 15);
    expect(witness.complaints).toEqual([]);
    expect(witness.seqs).toEqual(witness.upTo(seq));
  });

  test('after a SIGTERM under load, which ends it with 0', async () => {
    const { process } = service;
    const bodies = bookings(100, 'stopped');

    const taken = await acknowledgedBy(service, bodies, 30, () => process.kill('SIGTERM'));
    const { code } = await process.ended();
    service = await folder.start();
    const again = await wordsFor(service, bodies);

    expect(code).toBe(0);
    expect(taken.size).toBeGreaterThanOrEqual(30);
    for (const body of taken) expect(again.get(body)).toBe('duplicate');
    await expectsEachOnce('stopped', 100);
  });
});

/** Everybody is one prospect with one booking and one note, as the log tells it. */
async function expectsEachOnce(name: string, count: number) {
  const all: Awaited<ReturnType<typeof readEvents>>['items'] = [];
  for (let after = 0, more = true; more; ) {
    const page = await readEvents(service, `?after=${after}&limit=1000`);
    all.push(...page.items);
    ({ seq: after, more } = page);
  }
  const told = new Map<string, string[]>();
  const ids = new Map<string, string>();
  for (const { type, data } of all) {
    if (type === 'prospect.created' && data !== null) ids.set(data.id, data.email);
    if (data !== null && 'prospectId' in data) {
      const email = ids.get(data.prospectId) ?? '';
      if (email.startsWith(name)) told.set(email, [...(told.get(email) ?? []), type]);
    }
  }
  expect(told.size).toBe(count);
  for (const types of told.values())
    expect(types).toEqual(['scheduled_event.created', 'note.added']);
  expect([...ids.values()].filter((email) => email.startsWith(name))).toHaveLength(count);
}
