import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ContractNotPortable, contractFiles } from '../../scripts/contract-files.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService } from '../support/a-running-service.ts';
import { AProject, env } from './a-project.ts';

const root = join(import.meta.dirname, '../..');

// Packing and installing take seconds, so the tests share what was packed.
jest.setTimeout(60_000);
let folder: string;
let core: string;
let client: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packed-'));
  const script = join(root, 'scripts/pack-libraries.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, folder], { env });
  [core = '', client = ''] = stdout.trim().split('\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('the core, installed in an empty project', () => {
  let project: AProject;
  beforeAll(async () => {
    project = await AProject.empty();
    await project.install(core);
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test('brings nothing with it, and needs nothing', async () => {
    await project.write(
      'main.js',
      `const names = ['', '/memory', '/contracts'].map((entry) => 'velvena-calendly-core' + entry);
      const entries = await Promise.all(names.map((name) => import(name)));
      console.log(JSON.stringify(entries.map((exports) => Object.keys(exports))));`,
    );

    const { code, output } = await project.node('main.js');

    expect(code).toBe(0);
    const [own, memory, contracts] = JSON.parse(output) as string[][];
    expect(own).toEqual(expect.arrayContaining(['ReceiveDeliveries', 'statusOf', 'CommitLanes']));
    expect(memory).toEqual(expect.arrayContaining(['MemoryIngestStore', 'ManualClock']));
    expect(contracts).toEqual(expect.arrayContaining(['describeStores', 'describeEventLog']));
    expect(await packagesIn(project)).toEqual(['velvena-calendly-core']);
  });

  test('says whose it is, and which version', async () => {
    const installed = 'node_modules/velvena-calendly-core';
    const { version, license } = await manifestIn(root);

    expect(await manifestIn(join(project.path, installed))).toMatchObject({ version, license });
    expect(await project.read(`${installed}/LICENSE`)).toMatch(/^MIT License/);
    expect(await project.read(`${installed}/README.md`)).toMatch(/^# velvena-calendly-core/);
  });

  test('has every contract there is, and every in-memory adapter', async () => {
    const installed = join(project.path, 'node_modules/velvena-calendly-core');
    const sourcesIn = async (path: string, ending: string) =>
      (await readdir(join(root, path))).filter((file) => file.endsWith(ending));
    const named = async (entry: string) =>
      [...(await readFile(join(installed, entry), 'utf8')).matchAll(/([\w-]+)\.js'/g)].map(
        ([, file]) => `${file}.ts`,
      );

    const contracts = await sourcesIn('tests/contracts', '-contract.ts');
    expect(await named('contracts.js')).toEqual(expect.arrayContaining(contracts));
    expect((await named('memory.js')).toSorted()).toEqual(
      (await sourcesIn('adapters/memory', '.ts')).toSorted(),
    );
  });
});

describe('somebody who swaps the adapters', () => {
  let project: AProject;
  beforeAll(async () => {
    project = await AProject.empty();
    await project.install(core);
    await project.link('@types/node', '@types/koa', 'expect', 'koa', 'zod');
    await project.add(join(import.meta.dirname, 'stranger'));
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test('writes against types that are whole, also without skipping those of libraries', async () => {
    expect(await project.typeErrors()).toBe('');
  });

  test('learns of a mistake from the types', async () => {
    const file = 'event-stream-notifier.ts';
    const text = await project.read(file);
    await project.write(file, text.replace('organizations(): OrganizationId[] {', 'nobody() {'));

    const complaints = await project.typeErrors();
    await project.write(file, text);

    expect(complaints).toContain("Property 'organizations' is missing");
  });

  test.each([
    { what: 'stores', least: 100 },
    { what: 'notifier', least: 7 },
  ])('proves $what of their own by the contracts', async ({ what, least }) => {
    const { code, output } = await project.node('--test', `${what}.contract.ts`);

    expect(output).toMatch(/^ℹ fail 0$/m);
    expect(Number(/^ℹ pass (\d+)$/m.exec(output)?.[1])).toBeGreaterThanOrEqual(least);
    expect(code).toBe(0);
  });

  test.each([
    {
      bug: 'store keeps a delivery that another unit stored',
      file: 'sqlite-ingest-store.ts',
      from: "throw new StoreConflict('Known.')",
      to: 'continue',
      caught: 'a commit that fails keeps none of its changes',
    },
    {
      bug: 'store keeps half of a commit that fails',
      file: 'sqlite-database.ts',
      from: "exec('rollback')",
      to: "exec('commit')",
      caught: 'one that is stored again as new is refused, with all that came beside it',
    },
    {
      bug: 'store shows an organization the log of others',
      file: 'sqlite-database.ts',
      from: 'where organization = ? and seq > ?',
      to: 'where ? is not null and seq > ?',
      caught: 'shows each organization its own entries only',
    },
    {
      bug: 'notifier sends members what is for administrators',
      proof: 'notifier.contract.ts',
      file: 'event-stream-notifier.ts',
      from: "audience === 'members' || role === 'admin'",
      to: "audience === 'members' || role !== undefined",
      caught: 'sends a live event for administrators to them only, and one for members to all',
    },
  ])('whose $bug is caught', async ({ proof = 'stores.contract.ts', file, from, to, caught }) => {
    const text = await project.read(file);
    expect(text.split(from)).toHaveLength(2);
    await project.write(file, text.replace(from, to));

    const { code, output } = await project.node('--test', '--test-name-pattern', caught, proof);
    await project.write(file, text);

    expect(code).toBe(1);
    const failed = [...output.matchAll(/✖ (.+) \([\d.]+ms\)$/gm)].map(([, name]) => name);
    expect(failed).toContain(caught);
  });

  test('serves webhooks and live updates from a Koa application of their own', async () => {
    await project.write('booking.json', aBooking('ada@example.com'));

    const { output } = await project.node('try-server.ts', 'booking.json');

    expect(JSON.parse(output)).toMatchObject({
      unsigned: 401,
      signed: { status: 'accepted' },
      again: { status: 'duplicate' },
      prospects: [{ email: 'ada@example.com' }],
      event: { type: 'prospect.created', subject: { prospect: { email: 'ada@example.com' } } },
    });
  });
});

describe('the client', () => {
  test('brings socket.io-client and nothing else, and hears what is booked', async () => {
    await using service = await aRunningService();
    await using project = await AProject.empty();
    await project.unpack('velvena-calendly-client', client);
    await project.link('socket.io-client');
    await project.write(
      'main.js',
      `import { connectRealtime } from 'velvena-calendly-client';
      const [url, token] = process.argv.slice(2);
      const connection = connectRealtime({
        url,
        token,
        after: 0,
        onEvent: ({ type, data }) => type === 'prospect.created' && console.log(data.email),
        onResyncRequired: () => console.log('resync'),
        onReady: () => connection.close(),
      });`,
    );
    await service.post(aBooking('grace@example.com'));

    const heard = await project.node('main.js', service.url, await service.token());

    expect(heard).toEqual({ code: 0, output: 'grace@example.com\n' });
    const { dependencies } = await manifestIn(
      join(project.path, 'node_modules/velvena-calendly-client'),
    );
    expect(Object.keys(dependencies ?? {})).toEqual(['socket.io-client']);
  });
});

test('what the client receives has the types of what the service sends', async () => {
  await using project = await AProject.empty();
  await project.unpack('velvena-calendly-client', client);
  await project.link('socket.io-client', '@types/node');
  await project.addConfig();
  const kinds = { RealtimeEvent: 'realtime-event.ts', LiveEvent: 'live-event.ts' };
  const checks = Object.entries(kinds).map(
    ([kind, file]) => `
      import type { ${kind} as Sent${kind} } from ${JSON.stringify(join(root, 'adapters/wire', file))};
      import type { ${kind} } from 'velvena-calendly-client';
      export const received${kind}: (sent: Sent${kind}) => ${kind} = (sent) => sent;
      export const sent${kind}: (received: ${kind}) => Sent${kind} = (received) => received;`,
  );
  await project.write('same.ts', checks.join('\n'));

  expect(await project.typeErrors()).toBe('');
});

test('the examples in the READMEs compile', async () => {
  await using project = await AProject.empty();
  await project.unpack('velvena-calendly-core', core);
  await project.unpack('velvena-calendly-client', client);
  await project.link('socket.io-client', '@types/node', 'expect', 'zod');
  await project.addConfig();
  const examples: string[] = [];
  for (const name of ['core', 'client']) {
    const readme = await project.read(`node_modules/velvena-calendly-${name}/README.md`);
    for (const [, code = ''] of readme.matchAll(/^```ts\n(.*?)^```/gms)) examples.push(code);
  }
  await Promise.all(examples.map((code, i) => project.write(`example-${i}.ts`, code)));

  expect(examples).toHaveLength(3);
  expect(await project.typeErrors()).toBe('');
});

test('a contract that reaches an adapter of this checkout is refused', async () => {
  const checkout = await mkdtemp(join(tmpdir(), 'checkout-'));
  await mkdir(join(checkout, 'tests/contracts'), { recursive: true });
  await mkdir(join(checkout, 'tests/support'), { recursive: true });
  const put = (file: string, text: string) => writeFile(join(checkout, 'tests', file), text);
  await put('contracts/good-contract.ts', `import { a } from '../support/a.ts';`);
  await put('contracts/database-world.ts', `import { x } from '../../adapters/postgres/x.ts';`);
  await put('support/a.ts', `import { randomUUID } from 'node:crypto';`);

  expect(contractFiles(checkout)).toEqual(['tests/contracts/good-contract.ts']);
  await put('support/a.ts', `import {\n  expect,\n} from '@jest/globals';`);
  expect(() => contractFiles(checkout)).toThrow(ContractNotPortable);
  await rm(checkout, { recursive: true });
});

interface Manifest {
  version: string;
  license: string;
  dependencies?: Record<string, string>;
}

async function manifestIn(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as Manifest;
}

async function packagesIn(project: AProject): Promise<string[]> {
  const names = await readdir(join(project.path, 'node_modules'));
  return names.filter((name) => !name.startsWith('.'));
}
