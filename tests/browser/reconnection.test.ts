import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { AConsole } from './a-console.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('while nobody answers the page stays calm, and then catches up by itself', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'ada@example.com');
  await it.visit();
  await it.row('ada@example.com').waitFor();

  const { mend } = await it.line.cut();
  await it.simulate('book', '--email', 'bob@example.com');
  await it.page.getByText('Le serveur ne répond pas').waitFor();
  expect(await it.row('ada@example.com').isVisible()).toBe(true);
  expect(await it.page.getByRole('alert').count()).toBe(0);

  await mend();
  await it.row('bob@example.com').waitFor();
  await it.page.getByText('En direct').waitFor();
  await it.page.getByText('Le serveur ne répond pas').waitFor({ state: 'detached' });
});

test('a page that is opened while nobody answers fills itself once somebody does', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'ada@example.com');
  await it.page.goto(it.address);
  await it.page.getByRole('heading', { name: 'Connexion' }).waitFor();

  const { mend } = await it.line.cut();
  await it.page.goto(`${it.address}/#token=${it.token}`);
  await it.page.getByText('Le serveur ne répond pas').waitFor();
  await mend();
  await it.row('ada@example.com').waitFor();

  expect(await it.page.getByRole('alert').count()).toBe(0);
});

test('a service that lost its data makes the page load anew instead of showing what is gone', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'ada@example.com');
  await it.visit();
  await it.row('ada@example.com').waitFor();

  await it.loseEverything();
  await it.simulate('book', '--email', 'bob@example.com');
  await it.row('bob@example.com').waitFor();

  await it.row('ada@example.com').waitFor({ state: 'detached' });
  expect(await it.rows.count()).toBe(1);
});
