import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { AConsole } from './a-console.ts';

const mostInitialScriptKb = 200;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function violations(page: Page): Promise<string[]> {
  // Six hundred time zones look alike, and take axe seconds.
  const { violations: found } = await new AxeBuilder({ page }).exclude('option').analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Not `waitForFunction`, which evaluates text in the page, and the page's policy forbids that. */
async function settled(page: Page): Promise<void> {
  while (await page.evaluate('document.getAnimations().length > 0')) await page.waitForTimeout(30);
}

const looks = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 800 } },
} as const;

async function expectGood(it: AConsole, ...wanted: (keyof typeof looks)[]): Promise<void> {
  for (const { colorScheme, viewport } of wanted.map((look) => looks[look])) {
    await it.page.setViewportSize(viewport);
    await it.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Colours on their way from light to dark have no contrast to speak of.
    await settled(it.page);
    expect(await violations(it.page)).toEqual([]);
  }
  expect(it.complaints).toEqual([]);
}

test('the sign-in form is accessible and breaks no policy', async () => {
  await using it = await AConsole.open(browser);
  await it.page.goto(it.address);
  await it.page.getByRole('heading', { name: 'Connexion' }).waitFor();

  await expectGood(it, 'light', 'dark');
});

test('the empty page is accessible and breaks no policy', async () => {
  await using it = await AConsole.open(browser);
  await it.visit();
  await it.page.getByText('Aucun rendez-vous pour l’instant').waitFor();

  await expectGood(it, 'phone');
});

test('list and details are accessible and break no policy', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'ada@example.com');
  await it.simulate('reschedule', '--email', 'ada@example.com');
  await it.visit();
  await it.row('ada@example.com').click();
  await it.page.getByRole('list', { name: 'Notes' }).waitFor();

  await expectGood(it, 'light', 'dark', 'phone');
});

test('the form to edit a prospect is accessible and breaks no policy', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'ada@example.com');
  await it.visit();
  await it.row('ada@example.com').click();
  await it.page.getByRole('button', { name: 'Modifier' }).click();
  await it.page.getByLabel('Nom complet').waitFor();

  await expectGood(it, 'dark');
});

test('what the page loads first stays light', async () => {
  const folder = join(import.meta.dirname, '../../dist/console/assets');
  const entry = (await readdir(folder)).filter((name) => /^index-.*\.js$/.test(name));

  const sizes = await Promise.all(
    entry.map(async (name) => gzipSync(await readFile(join(folder, name))).length),
  );

  expect(entry).toHaveLength(1);
  expect(sizes.reduce((sum, size) => sum + size, 0) / 1000).toBeLessThan(mostInitialScriptKb);
});
