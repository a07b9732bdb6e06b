import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { APageAboutCalendly } from './a-page-about-calendly.ts';
import { expectGood } from './quality.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function unfold(it: APageAboutCalendly): Promise<void> {
  for (const summary of await it.article.locator('summary').all()) await summary.click();
}

test('before Calendly is connected, and after connecting failed, the page about it is accessible', async () => {
  await using it = await APageAboutCalendly.open(browser);
  await it.visit();
  await it.state('Pas connecté').waitFor();
  await expectGood(it, 'light');

  await it.connectByHand('Refuser');
  await it.article.getByRole('alert').waitFor();
  await unfold(it);
  // The browser tells of the status that the way back has.
  expect(it.complaints.splice(0)).toEqual([expect.stringContaining('400')]);

  await expectGood(it, 'dark', 'phone');
});

test('connected, with everything unfolded, it is accessible in French', async () => {
  await using it = await APageAboutCalendly.open(browser);
  await it.world.connectAndLoad();
  await it.visit();
  await it.state('Connecté').waitFor();
  await unfold(it);
  await it.button('Déconnecter Camille Perrin').click();

  await expectGood(it, 'phone');
});

test('connected twice, each tells its own state, accessibly and in English', async () => {
  await using it = await APageAboutCalendly.open(browser, { locale: 'en-GB' });
  await it.world.connectAndLoad();
  await it.world.connect({ user: 'hugo-marchand' });
  await it.visit();
  await it.state('Connected').waitFor();
  const cards = it.article.getByRole('list').getByRole('listitem');
  await cards
    .filter({ hasText: 'Hugo Marchand' })
    .getByText('Connected', { exact: true })
    .waitFor();
  expect(await cards.count()).toBe(2);
  await unfold(it);

  await expectGood(it, 'dark');
});

test('while it loads, and when a line broke, it is accessible', async () => {
  await using it = await APageAboutCalendly.open(browser);
  it.world.simulator.switchOn({ at: 'api', kind: 'unavailable', times: null, skip: 8 });
  await it.visit();
  await it.connectByHand();
  await it.article.getByRole('progressbar').waitFor();
  await expectGood(it, 'light');

  it.world.simulator.switchOff();
  it.world.simulator.switchOn({ at: 'api', kind: 'unauthorized', times: null });
  it.world.simulator.switchOn({ at: 'token', kind: 'invalid-grant', times: null });
  await it.state('À reconnecter').waitFor();

  await expectGood(it, 'dark');
});
