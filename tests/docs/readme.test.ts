import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../adapters/settings/config.ts';
import { Settings } from '../../adapters/settings/settings.ts';
import { LiveEvent } from '../../adapters/wire/live-event.ts';
import { RealtimeEvent } from '../../adapters/wire/realtime-event.ts';
import { routesPage } from '../../scripts/routes-page.ts';
import { envExample, settingsPage } from '../../scripts/settings-pages.ts';
import { deliveryStatuses } from '../../src/domain/delivery.ts';

const root = join(import.meta.dirname, '../..');
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).toSorted();

test.each(pages)('every link and path in %s leads somewhere', (page) => {
  const text = read(page);
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to);
  const paths = [...text.matchAll(/`((?:src|adapters|tests|docs|scripts)\/[\w./-]+)`/g)];

  const broken = links.filter((to) => !/^[a-z]+:/.test(to) && !leadsSomewhere(page, to));
  const missing = paths
    .map(([, path = '']) => path)
    .filter((path) => !existsSync(join(root, path)));

  expect({ broken, missing }).toEqual({ broken: [], missing: [] });
});

test('every npm command in the docs is a script', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/npm (?:run (?:--silent )?)?([\w:-]+)/g)]
      .filter(([all, word = '']) => all.includes('npm run') || ['start', 'test'].includes(word))
      .map(([, name = '']) => name),
  );

  expect(named).toContain('simulate');
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});

test('the settings page names every setting there is, with its default', () => {
  const settings = Object.keys(Settings.shape);
  const rows = [...read('docs/configuration.md').matchAll(/^\| `([A-Z_]+)` \| (.+?) \|/gm)];
  const told = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value]));

  expect(Object.keys(told)).toEqual(settings);
  expect(told).toEqual(defaults(settings));
});

test('the settings page and .env.example are as the schema has it', () => {
  expect(read('docs/configuration.md')).toBe(settingsPage(read('docs/configuration.md')));
  expect(read('.env.example')).toBe(envExample());
});

test('every setting says what it is for', () => {
  const silent = Object.entries(Settings.shape).filter(([, { description }]) => !description);

  expect(silent.map(([name]) => name)).toEqual([]);
});

test('the settings table of the README says what the settings page says', () => {
  const rows = [...read('README.md').matchAll(/^\| ((?:`[A-Z_]+`(?:, )?)+) \| (.+?) \|/gm)];
  const told = rows.flatMap(([, names = '', values = '']) => {
    const each = values.split(', ');
    return names.split(', ').map((name, i) => [name.replaceAll('`', ''), each[i]] as const);
  });

  expect(told).not.toEqual([]);
  expect(Object.fromEntries(told)).toEqual(defaults(told.map(([name]) => name)));
});

test('the routes of the README are those that are declared', () => {
  expect(read('README.md')).toBe(routesPage(read('README.md')));
});

test('the protocol lists every type of realtime event', () => {
  const told = firstCells('docs/realtime-protocol.md').filter((cell) => cell.includes('.'));

  const sent = [...RealtimeEvent.options, ...LiveEvent.options];
  expect(told.toSorted()).toEqual(sent.map(({ shape }) => shape.type.value).toSorted());
});

test('the lifecycle lists every status and every receipt of a delivery', () => {
  const source = read('src/domain/delivery.ts');
  const page = read('docs/delivery-lifecycle.md');
  const receipts = [...page.matchAll(/200 \{"status":"(\w+)"\}/g)].map(([, word = '']) => word);

  expect(firstCells('docs/delivery-lifecycle.md').toSorted()).toEqual(
    [...deliveryStatuses].toSorted(),
  );
  expect([...new Set(receipts)].toSorted()).toEqual(wordsOf(source, 'Receipt').toSorted());
});

test('the lifecycle lists every reason why a delivery is not to be understood', () => {
  const [, line = ''] = /^The `reason` (.+)$/m.exec(read('docs/delivery-lifecycle.md')) ?? [];
  const told = [...line.matchAll(/`(\w+)`/g)].map(([, word = '']) => word);

  expect(told).toEqual(wordsOf(read('src/domain/delivery.ts'), 'UnusableReason'));
});

test('the README signs its booking as an HMAC of the body', async () => {
  const [, file = ''] = /npm run simulate -- sign (\S+)/.exec(read('README.md')) ?? [];
  const dataDir = await mkdtemp(join(tmpdir(), 'docs-'));
  const key = 'a key for the docs';
  await writeFile(
    join(dataDir, 'development-secrets.json'),
    JSON.stringify({ webhookSigningKey: key }),
  );
  const command = join(root, 'adapters/commands/simulate.ts');

  const { stdout } = await promisify(execFile)(process.execPath, [command, 'sign', file], {
    cwd: root,
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, CALENDLY_WEBHOOK_SIGNING_KEY: '' },
  });
  await rm(dataDir, { recursive: true });

  const signature = createHmac('sha256', key)
    .update(readFileSync(join(root, file)))
    .digest('base64');
  expect(stdout).toContain(`Calendly-Webhook-Signature: ${signature}`);
  expect(stdout).toContain(`--data-binary @${file}`);
});

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Code is shown, not linked. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, '');
}

function leadsSomewhere(page: string, to: string): boolean {
  const [path = '', anchor] = to.split('#');
  const target = path === '' ? join(root, page) : join(root, dirname(page), path);
  if (!existsSync(target)) return false;
  if (anchor === undefined || !target.endsWith('.md')) return true;
  const headings = withoutCode(readFileSync(target, 'utf8')).matchAll(/^#+ (.+)$/gm);
  return [...headings].some(([, heading = '']) => slugOf(heading) === anchor);
}

/** As GitHub makes them. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** The words in the first column of a page's tables, where that is a single word of code. */
function firstCells(page: string): string[] {
  return [...read(page).matchAll(/^\| `([\w.]+)` \|/gm)].map(([, word = '']) => word);
}

function wordsOf(source: string, union: string): string[] {
  const [, body = ''] = new RegExp(`type ${union} =([^;]+);`).exec(source) ?? [];
  return [...body.matchAll(/'(\w+)'/g)].map(([, word = '']) => word);
}

/** What the settings page should say, from what a process without any setting gets. */
function defaults(settings: string[]): Record<string, string> {
  const config = Object.entries({ ...readConfig({}), DATA_DIR: './.data' });
  const set = config.filter(([, value]) => value !== undefined);
  const values = new Map(set.map(([name, value]) => [name, `\`${String(value)}\``]));
  for (const name of ['CALENDLY_WEBHOOK_SIGNING_KEY', 'TOKEN_ENCRYPTION_KEY', 'JWT_SECRET'])
    values.set(name, 'invented');
  return Object.fromEntries(settings.map((name) => [name, values.get(name) ?? 'unset']));
}
