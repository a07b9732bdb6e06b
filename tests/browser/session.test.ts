import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { AConsole } from './a-console.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('the printed link signs in, and its token leaves the address bar at once', async () => {
  await using it = await AConsole.open(browser);

  await it.visit();

  expect(it.page.url()).toBe(`${it.address}/`);
  await it.page.reload();
  await it.page.getByText('En direct').waitFor();
});

test('a token can be pasted, and signing out forgets it', async () => {
  await using it = await AConsole.open(browser);
  await it.page.goto(it.address);

  await it.page.getByLabel('Jeton d’accès', { exact: true }).fill(`Bearer ${it.token}`);
  await it.page.getByRole('button', { name: 'Se connecter' }).click();
  await it.page.getByText('En direct').waitFor();
  await it.page.getByRole('button', { name: 'Se déconnecter' }).click();
  await it.page.reload();
  await it.page.getByRole('heading', { name: 'Connexion' }).waitFor();

  expect(await it.page.getByLabel('Jeton d’accès', { exact: true }).inputValue()).toBe('');
});

test('a refused token says what to do', async () => {
  await using it = await AConsole.open(browser);

  await it.page.goto(`${it.address}/#token=${it.token.slice(0, -4)}AAAA`);
  await it.page.getByRole('alert').getByText('Le serveur n’accepte pas ce jeton').waitFor();

  expect(await it.page.getByText('npm run token -- --org demo --role admin').isVisible()).toBe(
    true,
  );
});

test('the page speaks the browser’s language until another is chosen', async () => {
  await using it = await AConsole.open(browser, { locale: 'en-GB' });
  await it.visit();
  await it.page.getByText('No booking yet').waitFor();

  await it.page.getByText('FR', { exact: true }).click();
  await it.page.getByText('Aucun rendez-vous pour l’instant').waitFor();
  await it.page.reload();

  await it.page.getByText('Aucun rendez-vous pour l’instant').waitFor();
  expect(await it.page.locator('html').getAttribute('lang')).toBe('fr');
});
