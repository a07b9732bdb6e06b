import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { AConsole } from './a-console.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a newcomer reads the line to type, and the booking it makes shows without a reload', async () => {
  await using it = await AConsole.open(browser);
  await it.visit();
  const { port } = new URL(it.address);
  const line = `PORT=${port} DATA_DIR=${it.dataDir} npm run simulate -- book --email ada@example.com`;
  await it.page.getByText(line, { exact: true }).waitFor();

  await it.simulate('book', '--email', 'ada@example.com', '--name', 'Ada Lovelace');
  await it.row('ada@example.com').waitFor();

  expect(await it.row('ada@example.com').innerText()).toContain('Ada Lovelace');
  expect(await it.page.getByRole('status').allInnerTexts()).not.toContain('Reconnexion…');
});

test('an organization that simulated bookings do not come to is not told how to simulate one', async () => {
  await using it = await AConsole.open(browser, {}, 'acme');
  await it.visit();
  await it.page.getByText('Aucun rendez-vous pour l’instant').waitFor();

  expect(await it.page.getByText('npm run simulate').count()).toBe(0);
});

test('a new prospect is announced to those who do not see it, and glows for those who do', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'first@example.com');
  await it.visit();
  await it.row('first@example.com').waitFor();

  await it.simulate('book', '--email', 'ada@example.com', '--name', 'Ada Lovelace');
  await it.row('ada@example.com').waitFor();

  expect(await it.row('ada@example.com').getAttribute('data-fresh')).toBe('true');
  expect(await it.row('first@example.com').getAttribute('data-fresh')).toBeNull();
  await it.page.getByRole('status').getByText('Nouveau prospect : Ada Lovelace').waitFor();
});

test('scrolling reaches everyone, newest activity first', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--count', '130');
  await it.visit();
  await it.rows.first().waitFor();

  await it.rows.first().focus();
  const last = it.page.locator('[aria-posinset="130"]').getByRole('link');
  for (let tries = 0; tries < 20 && !(await last.isVisible()); tries++) {
    await it.page.keyboard.press('End');
    await it.page.waitForTimeout(150);
  }
  await last.waitFor();

  expect(await it.page.locator('[aria-setsize="130"]').count()).toBeGreaterThan(0);
});

test('the arrow keys walk the list and Enter opens a prospect', async () => {
  await using it = await AConsole.open(browser);
  for (const email of ['one@example.com', 'two@example.com'])
    await it.simulate('book', '--email', email);
  await it.visit();
  await it.row('two@example.com').waitFor();

  await it.row('two@example.com').focus();
  await it.page.keyboard.press('ArrowDown');
  await it.page.keyboard.press('Enter');
  await it.page.getByRole('article').getByText('one@example.com').waitFor();

  expect(new URL(it.page.url()).pathname).toMatch(/^\/prospects\/.+/);
  expect(await it.row('one@example.com').getAttribute('aria-current')).toBe('page');
});

test('what is being read stays in place when prospects arrive above it', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--count', '60');
  await it.visit();
  await it.rows.first().waitFor();
  await it.rows.first().hover();
  await it.page.mouse.wheel(0, 1_200);
  await it.page.waitForTimeout(300);
  const read = it.rows.nth(10);
  const [id, place] = [await read.getAttribute('id'), await read.boundingBox()];

  await it.simulate('book', '--email', 'new@example.com');
  await it.page.getByRole('status').getByText('Nouveau prospect').waitFor();

  expect((await it.page.locator(`[id="${id}"]`).boundingBox())?.y).toBe(place?.y);
});

test('a search finds by name or e-mail, and only bookings that match join it', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'ada@example.com', '--name', 'Ada Lovelace');
  await it.simulate('book', '--email', 'grace@example.com', '--name', 'Grace Hopper');
  await it.visit();
  await it.row('grace@example.com').waitFor();

  await it.page.getByRole('searchbox', { name: 'Rechercher un prospect' }).fill('lovel');
  await it.row('grace@example.com').waitFor({ state: 'detached' });
  await it.simulate('book', '--email', 'alan@example.com', '--name', 'Alan Turing');
  await it.simulate('book', '--email', 'lord@lovelace.example', '--name', 'William King');
  await it.row('lord@lovelace.example').waitFor();
  expect(await it.rows.count()).toBe(2);

  await it.page.getByRole('button', { name: 'Effacer la recherche' }).click();
  await it.row('alan@example.com').waitFor();
  expect(await it.rows.count()).toBe(4);
});

test('a filter lets in whom the service says, and follows what happens', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'ada@example.com');
  await it.simulate('book', '--email', 'grace@example.com');
  await it.visit();
  await it.row('grace@example.com').waitFor();

  await it.page.getByText('Annulés', { exact: true }).click();
  await it.page.getByText('Personne ne correspond à cette recherche.').waitFor();
  await it.simulate('cancel', '--email', 'ada@example.com');
  await it.row('ada@example.com').waitFor();

  expect(await it.rows.count()).toBe(1);
});

test('a reschedule moves the next meeting in the list', async () => {
  await using it = await AConsole.open(browser);
  await it.simulate('book', '--email', 'ada@example.com', '--start', '2031-01-06T10:00:00Z');
  await it.visit();
  await it.row('ada@example.com').getByText('6 janv. 2031').waitFor();

  await it.simulate('reschedule', '--email', 'ada@example.com');
  await it.row('ada@example.com').getByText('7 janv. 2031').waitFor();

  expect(await it.row('ada@example.com').getByText('6 janv. 2031').count()).toBe(0);
});
