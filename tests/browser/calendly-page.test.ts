import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { APageAboutCalendly } from './a-page-about-calendly.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('two clicks connect Calendly, and what was booked before is in the list', async () => {
  await using it = await APageAboutCalendly.open(browser);
  await it.visit();
  await it.state('Pas connecté').waitFor();

  await it.connectByHand();

  await it.article.getByText('Calendly est connecté.').waitFor();
  await it.state('Connecté').waitFor();
  await it.article.getByText('Dernier chargement :').waitFor();
  await it.rows.first().waitFor();
  expect(await it.world.emails()).not.toEqual([]);
  expect(await it.article.getByRole('listitem').innerText()).toContain('Camille Perrin');
});

test('who declines is told so, and can begin again', async () => {
  await using it = await APageAboutCalendly.open(browser);
  await it.visit();

  await it.connectByHand('Refuser');

  await it.article.getByRole('alert').getByText('L’accord n’a pas été donné.').waitFor();
  expect(await it.button('Connecter Calendly').isEnabled()).toBe(true);
});

test('a way back that nobody began ends with words in the person’s language', async () => {
  await using it = await APageAboutCalendly.open(browser, { locale: 'en-GB' });
  await it.visit();

  await it.page.goto(`${it.world.url}/auth/calendly/callback?code=made-up&state=made-up`);
  await it.page.waitForURL(`${it.world.url}/calendly`);

  await it.article.getByRole('alert').getByText('This consent was used before').waitFor();
  expect(await it.article.getByRole('alert').innerText()).toContain(
    'The account was not connected',
  );
});

test('while history is loaded the page says how far it is', async () => {
  await using it = await APageAboutCalendly.open(browser);
  const route = 'GET /scheduled_events/:uuid/invitees';
  const seconds = 1;
  const fault = { kind: 'rate-limited', route, seconds, skip: 3, times: null } as const;
  it.world.simulator.switchOn({ at: 'api', ...fault });
  await it.visit();

  await it.connectByHand();
  await it.article.getByRole('progressbar', { name: 'Avancement du chargement' }).waitFor();
  await it.article.getByText('Calendly fait patienter').waitFor();
  expect(await it.button('Chargement des anciens rendez-vous…').isVisible()).toBe(true);
  it.world.simulator.switchOff();

  await it.article.getByText('Dernier chargement :').waitFor();
  expect(await it.article.getByRole('progressbar').count()).toBe(0);
});

test('a booking made on the simulator’s page shows in another tab that is open', async () => {
  await using it = await APageAboutCalendly.open(browser);
  await it.world.connectAndLoad();
  await it.visit();
  const list = await it.openList();
  const opened = it.page.waitForEvent('popup');
  await it.article.getByRole('link', { name: /^Ouvrir la page de réservation/ }).click();
  const simulator = await opened;

  await simulator.getByLabel('Nom').fill('Ada Lovelace');
  await simulator.getByLabel('E-mail').fill('ada@example.com');
  await simulator.getByRole('button', { name: 'Réserver' }).click();

  await list.getByRole('link', { name: 'ada@example.com' }).waitFor();
  expect(await list.getByRole('status').allInnerTexts()).toContain('En direct');
  await it.article.getByText('le dernier maintenant').waitFor();
});

test('disconnecting asks first, and keeps the prospects', async () => {
  await using it = await APageAboutCalendly.open(browser);
  await it.world.connectAndLoad();
  const emails = await it.world.emails();
  await it.visit();

  await it.button('Déconnecter Camille Perrin').click();
  const question = it.article.getByRole('alertdialog', { name: 'Déconnecter Camille Perrin ?' });
  await question.getByText('Prospects, rendez-vous et notes restent.').waitFor();
  expect((await it.world.status()).state).toBe('connected');
  await question.getByRole('button', { name: 'Déconnecter' }).click();

  await it.state('Pas connecté').waitFor();
  await it.rows.first().waitFor();
  expect(await it.world.emails()).toEqual(emails);
  expect(await it.world.subscriptions()).toEqual([]);
});

test('the keyboard is enough to disconnect, and the focus is never lost', async () => {
  await using it = await APageAboutCalendly.open(browser);
  await it.world.connectAndLoad();
  await it.visit();
  const focused = it.page.locator(':focus');
  await it.button('Déconnecter Camille Perrin').press('Enter');
  expect(await focused.innerText()).toBe('Rester connecté');

  await it.page.keyboard.press('Escape');
  expect(await focused.innerText()).toBe('Déconnecter');

  await it.page.keyboard.press('Enter');
  await it.page.keyboard.press('Tab');
  await it.page.keyboard.press('Enter');
  await it.state('Pas connecté').waitFor();
  expect(await focused.innerText()).toBe('Calendly');
});

test('a member sees how the line is, and nothing to press', async () => {
  await using it = await APageAboutCalendly.open(browser, { role: 'member' });
  await it.world.connectAndLoad();
  await it.visit();

  await it.state('Connecté').waitFor();
  await it.article.getByText('réservé aux administrateurs').waitFor();

  expect(await it.article.getByText('Dernier chargement :').isVisible()).toBe(true);
  expect(await it.article.getByRole('button').count()).toBe(0);
});

test('a personal access token connects too; one that Calendly refuses stays in the field', async () => {
  await using it = await APageAboutCalendly.open(browser);
  await it.visit();
  await it.article.getByText('Avec un jeton personnel').click();
  const field = it.article.getByLabel('Jeton d’accès personnel', { exact: true });
  await field.fill('made-up');
  await it.button('Connecter avec ce jeton').click();
  await it.article.getByRole('alert').getByText('Calendly n’accepte pas ce jeton').waitFor();
  expect(await field.inputValue()).toBe('made-up');

  await field.fill(it.world.simulator.personalAccessToken());
  await it.button('Connecter avec ce jeton').click();

  await it.state('Connecté').waitFor();
});

test('the light in the header follows the line while one is on the list', async () => {
  await using it = await APageAboutCalendly.open(browser);
  const list = await it.openList();
  const light = (words: string) =>
    list.getByRole('link', { name: `Calendly : ${words}`, exact: true });
  await light('Pas connecté').waitFor();

  await it.world.connect();
  await light('Connecté').waitFor();
  await it.world.ask('DELETE', '/calendly/disconnect');
  await light('Pas connecté').waitFor();

  expect(new URL(list.url()).pathname).toBe('/');
});

test.each([
  ['fr-FR', 'n’est plus propriétaire ni administratrice', 'Rendez-lui son rôle chez Calendly'],
  ['en-GB', 'is no longer owner or administrator', 'Give the role back in Calendly'],
])('a role that was lost at Calendly says what to do: %s', async (locale, problem, remedy) => {
  await using it = await APageAboutCalendly.open(browser, { locale });
  await it.world.connectAndLoad();
  it.world.simulator.setRole('camille-perrin', 'user');
  // Connecting again looks at the role, too.
  await it.world.connect();
  await it.visit();

  await it.article.getByText(problem).waitFor();

  expect(await it.article.getByText(remedy).isVisible()).toBe(true);
});

test('a line that broke says what to do in the language of the page, not of the service', async () => {
  await using it = await APageAboutCalendly.open(browser, { locale: 'en-GB' });
  await it.world.connectAndLoad();
  it.world.simulator.switchOn({ at: 'api', kind: 'unauthorized', times: null });
  it.world.simulator.switchOn({ at: 'token', kind: 'invalid-grant', times: null });
  await it.visit();

  await it.button('Load again').click();

  await it.state('To be connected again').waitFor();
  await it.article.getByText('Calendly does not accept this connection any more').waitFor();
  expect(await it.button('Connect again').isEnabled()).toBe(true);
});
