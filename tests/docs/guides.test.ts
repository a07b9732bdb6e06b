import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../adapters/settings/config.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { aRunningService } from '../support/a-running-service.ts';

const root = join(import.meta.dirname, '../..');
const guides = ['docs/guide.md', 'docs/fr/guide.md'];

/** What follows a line of three backquotes, in order. */
interface Block {
  language: string;
  text: string;
}

test.each(guides)('every command of %s does what it says', async (page) => {
  const blocks = blocksOf(await readFile(join(root, page), 'utf8'));
  const env = settingsIn(blocks);
  // Without a past, so that what is loaded from it does not come between the commands.
  await using calendly = await closing(await startSimulator({ events: 0, upcoming: 0 }));
  await using service = await aRunningService({
    ...env,
    CALENDLY_AUTH_URL: calendly.url,
    CALENDLY_API_URL: calendly.url,
  });
  const folder = await mkdtemp(join(tmpdir(), 'guide-'));
  await copyFile(join(root, '.env.example'), join(folder, '.env.example'));
  await writeFile(join(folder, 'settings'), settingsText(blocks));

  const commands = blocks.filter(({ language, text }) => language === 'sh' && !isDockers(text));
  const said = await runAll(
    commands.map(({ text }) => aimed(text, service.url, calendly.url)),
    { folder, token: calendly.personalAccessToken() },
  );
  await rm(folder, { recursive: true });

  expect(commands.length).toBeGreaterThan(9);
  for (const [i, block] of blocks.entries()) {
    if (block.language !== 'json') continue;
    expect(said[commands.indexOf(blocks[i - 1] as Block)]).toBe(block.text.trim());
  }
  const list = said[commands.findIndex(({ text }) => text.includes('/prospects '))] ?? '';
  expect(JSON.parse(list)).toMatchObject({ items: [{ email: 'test@example.com' }] });
  const logged = blocks.find(({ text }) => text.startsWith('✅'))?.text ?? '';
  for (const line of logged.trim().split('\n').slice(0, 3)) {
    expect(service.logger.messages('info')).toContain(line.replace('✅ ', ''));
  }
});

test.each(guides)('the settings of %s are what production starts with', async (page) => {
  const env = settingsIn(blocksOf(await readFile(join(root, page), 'utf8')));

  const config = readConfig({
    ...env,
    NODE_ENV: 'production',
    DATABASE_URL: 'postgresql://velvena@postgres/velvena',
  });

  expect(config).toMatchObject({
    APP_URL: 'https://api.velvena.fr',
    DEFAULT_ORGANIZATION_ID: 'velvena',
  });
});

test('both guides have the same commands, but for the words in them', async () => {
  const [english, french] = await Promise.all(
    guides.map(async (page) =>
      blocksOf(await readFile(join(root, page), 'utf8')).map(({ language, text }) => ({
        language,
        text: language === 'sh' ? text.replaceAll('rendez-vous.json', 'booking.json') : '',
      })),
    ),
  );

  expect(french).toEqual(english);
});

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', inside = '']) => ({
    language,
    text: inside,
  }));
}

function settingsText(blocks: Block[]): string {
  return blocks.find(({ language }) => language === 'ini')?.text ?? '';
}

function settingsIn(blocks: Block[]): Record<string, string | undefined> {
  return parseEnv(settingsText(blocks));
}

/** Docker's commands are held against compose.yml by tests of their own. */
function isDockers(text: string): boolean {
  return /^docker /m.test(text);
}

/** The command as it is typed, but for where the service and Calendly are. */
function aimed(text: string, service: string, calendly: string): string {
  return text
    .replace(/(?<=\s)https:\/\/api\.velvena\.fr/g, service)
    .replace(/(?<=\s)https:\/\/api\.calendly\.com/g, calendly);
}

/** Types the commands into one shell, and answers what each of them printed. */
async function runAll(
  commands: readonly string[],
  { folder, token }: { folder: string; token: string },
): Promise<string[]> {
  const end = '<<<the end of a command>>>';
  // After the first command there is a .env to fill in.
  const [first = '', ...rest] = commands;
  const typed = [first, 'cp settings .env\n', ...rest].map((text) => `${text}\necho '${end}'\n`);
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', typed.join('')], {
    cwd: folder,
    env: { ...process.env, CALENDLY_TOKEN: token },
  });
  const [filledIn = '', ...said] = stdout.split(end).map((text) => text.trim());
  return [filledIn, ...said.slice(1)];
}

async function closing<T extends { stop(): Promise<void> }>(
  started: T,
): Promise<T & AsyncDisposable> {
  return Object.assign(started, { [Symbol.asyncDispose]: () => started.stop() });
}
