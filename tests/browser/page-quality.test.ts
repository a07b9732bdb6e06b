import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { AConsole } from './a-console.ts';
import { expectGood } from './quality.ts';

const mostInitialKb = 200;

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

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

test('the page about the API is accessible and breaks no policy', async () => {
  await using it = await AConsole.open(browser);
  await it.page.goto(`${it.address}/docs`);
  await it.page.getByRole('heading', { name: 'L’API de Velvena Calendly' }).waitFor();
  await it.page.getByRole('link', { name: 'POST /calendly/sync' }).click();
  await it.page.locator('#startSync').getByText('Corps, en JSON').waitFor();

  await expectGood(it, 'light', 'dark', 'phone');
});

test('what the page loads first stays light', async () => {
  const folder = join(import.meta.dirname, '../../dist/console');
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)];

  const sizes = await Promise.all(
    named.map(async ([, file = '']) => gzipSync(await readFile(join(folder, file))).length),
  );

  expect(named.map(([, file = '']) => file.replace(/-.*\./, '.'))).toEqual([
    'assets/index.js',
    'assets/index.css',
  ]);
  expect(sizes.reduce((sum, size) => sum + size, 0) / 1000).toBeLessThan(mostInitialKb);
});

test('the page about Calendly is loaded when it is opened, and not before', async () => {
  await using it = await AConsole.open(browser);
  const loaded: string[] = [];
  it.page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  const ofThePage = () => loaded.filter((path) => path.includes('calendly-page'));
  await it.visit();
  expect(ofThePage()).toEqual([]);

  await it.page.getByRole('link', { name: /^Calendly/ }).click();
  await it.page.getByRole('article', { name: 'Calendly' }).waitFor();

  expect(ofThePage()).toContainEqual(expect.stringMatching(/\.js$/));
});
