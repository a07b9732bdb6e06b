import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';

// Not the package's own arguments: they switch web security off and end the browser with its first page.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** For `browser.newContext()`: a visitor in Paris. Without it the page gets a locale that `Intl` refuses. */
export const inParis: BrowserContextOptions = { locale: 'fr-FR', timezoneId: 'Europe/Paris' };

/** Starts a real browser, to be closed by the caller (`await using` does). CHROMIUM_PATH names another one. */
export async function openBrowser(): Promise<Browser> {
  // Its own, because Chromium sometimes leaves a file in it.
  const temporary = await mkdtemp(join(tmpdir(), 'browser-'));
  const browser = await launch(temporary);
  const close = browser.close.bind(browser);
  browser.close = async (options) => {
    await close(options);
    // Its last child processes may still be writing.
    await rm(temporary, { recursive: true, force: true, maxRetries: 10 });
  };
  return browser;
}

async function launch(temporary: string): Promise<Browser> {
  const env = { ...process.env, TMPDIR: temporary };
  const ownChromium = process.env['CHROMIUM_PATH'];
  if (ownChromium) return chromium.launch({ executablePath: ownChromium, args, env });

  const folder = await unpackedOnce();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: {
      ...env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  });
}

/** Unpacking takes seconds: the first test that needs a browser does it, for this and later runs. */
async function unpackedOnce(): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  const cache = join(root, 'node_modules/.cache');
  const folder = join(cache, `chromium-${versionOf('@sparticuz/chromium')}`);
  if (existsSync(folder)) return folder;

  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'chromium-'));
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.js')], {
    env: { ...process.env, TMPDIR: draft },
  });
  await writeFile(join(draft, 'fonts.conf'), fontsConf(folder));
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true });
    // Another worker was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function versionOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  return createRequire(entry)('../package.json').version;
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}
