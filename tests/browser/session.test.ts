import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { PostgresOrganizationStore } from '../../adapters/postgres/connections/postgres-organization-store.ts';
import { Database } from '../../adapters/postgres/database/database.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { openBrowser } from '../support/browser.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';
import { AConsole } from './a-console.ts';

jest.setTimeout(60_000);
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

test.each([
  ['fr-FR', 'Votre organisation est désactivée', 'Jeton d’accès', 'Se connecter'],
  ['en-GB', 'Your organization is disabled', 'Access token', 'Sign in'],
])('an organization that is disabled ends the session, and says whom to ask: %s', async (...of) => {
  const [locale, words, field, button] = of;
  await using server = await startPostgresServer();
  const url = await createDatabase(server);
  await using it = await AConsole.open(browser, { locale }, 'demo', { DATABASE_URL: url });
  let lines = 0;
  it.page.on('websocket', () => (lines += 1));
  await it.visit();

  const database = await Database.open({ url, dataDir: '' });
  await new PostgresOrganizationStore(database).disable(organizationId('demo'), new Date());
  await database.close();
  await it.page.getByRole('alert').getByText(words).waitFor();
  await it.page.getByLabel(field, { exact: true }).fill(it.token);
  await it.page.getByRole('button', { name: button }).click();
  await it.page.locator('form').getByText(words).waitFor();

  expect(lines).toBe(1);
  await it.page.goto(`${it.address}/?again#token=${it.token}`);
  await it.page.getByRole('alert').getByText(words).waitFor();
  expect(lines).toBe(1);
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
