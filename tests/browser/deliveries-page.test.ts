import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { aBooking } from '../support/a-booked-webhook.ts';
import { openBrowser } from '../support/browser.ts';
import { AConsole } from './a-console.ts';
import { expectGood } from './quality.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const monthAgo = () => new Date(Date.now() - 30 * 86_400_000);

/** A service with a booking in quarantine and a dead delivery, and an administrator's page at an address. */
async function anInbox(path: string, visitor: BrowserContextOptions = {}): Promise<AConsole> {
  const it = await AConsole.open(browser, visitor);
  it.page.setDefaultTimeout(10_000);
  await it.post(aBooking('eve@example.com'), monthAgo());
  await it.post('not json');
  await it.visit(path);
  return it;
}

const rows = ({ page }: AConsole): Locator =>
  page.getByRole('list', { name: /^(Livraisons|Deliveries)$/ }).getByRole('link');

test('an administrator finds a booking in quarantine, sees the difference, releases it, and finds it in the audit', async () => {
  await using it = await anInbox('/');
  const { page } = it;
  await page.getByRole('link', { name: 'Livraisons' }).click();
  await page.getByRole('link', { name: 'En quarantaine', exact: true }).click();
  await rows(it).filter({ hasText: 'La signature est trop ancienne' }).click();
  await page.getByText('Si vous lui faites confiance, libérez-la').waitFor();

  await page.getByRole('button', { name: 'Libérer' }).click();
  const form = page.getByRole('form', { name: 'Libérer cette livraison ?' });
  const prospect = form.getByRole('table', { name: 'Nouveau prospect' });
  await prospect.getByText('eve@example.com', { exact: true }).waitFor();
  await form.getByText('Il n’y a pas de retour en arrière.').waitFor();
  expect(await form.getByRole('button', { name: 'Libérer' }).isDisabled()).toBe(true);
  expect(await it.rows.count()).toBe(0);
  await form.getByLabel('Motif').fill('L’horloge était fausse');
  await form.getByRole('button', { name: 'Libérer' }).click();

  await page.getByText('Appliquée : 3 changements.').waitFor();
  await it.row('eve@example.com').waitFor();
  await page.getByRole('link', { name: 'Toutes les livraisons' }).click();
  await page.getByText('Aucune livraison n’a ce statut.').waitFor();
  expect(new URL(page.url()).search).toBe('?status=quarantined');
  await page.getByRole('link', { name: 'Décisions' }).click();
  const entry = page.getByRole('list', { name: 'Décisions' }).getByRole('listitem');
  expect(await entry.innerText()).toMatch(/developer a libéré une livraison[\s\S]*L’horloge était/);
  await entry.getByRole('link', { name: 'Voir la livraison' }).click();
  await page.getByText('Elle fait partie de vos données.').waitFor();
});

test('a dead delivery is tried in vain, then put aside; a reload stays on its page', async () => {
  await using it = await anInbox('/deliveries?status=dead', { locale: 'en-GB' });
  const { page } = it;
  await rows(it).click();
  await page.getByText('Calendly sends nothing like it').waitFor();
  await page.getByRole('region', { name: 'Body' }).getByText('not json').first().waitFor();

  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('This changes nothing in your data.').waitFor();
  await page.getByLabel('Reason').fill('after the upgrade');
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('it could not be applied').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByLabel('Reason').fill('somebody tried curl');
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByText('The delivery is put aside.').waitFor();

  await page.reload();
  await page.getByText('A person put it aside').waitFor();
  expect(await page.getByRole('button', { name: 'Dismiss' }).count()).toBe(0);
});

test('a new delivery appears by itself, and a member of the organization sees none', async () => {
  await using it = await anInbox('/deliveries');
  await rows(it).nth(1).waitFor();

  await it.post(aBooking('ada@example.com'));
  await rows(it).filter({ hasText: 'Appliquée' }).waitFor();
  expect(await rows(it).count()).toBe(3);
  expect(await rows(it).first().innerText()).toContain('Réservation');

  await it.page.getByRole('button', { name: 'Se déconnecter' }).click();
  await it.visit('/deliveries', await it.memberToken());
  await it.page.getByText('Cette page est réservée aux administrateurs').waitFor();
  expect(await it.page.getByRole('link', { name: 'Livraisons' }).count()).toBe(0);
});

test('who decides too late reads why, and the keyboard never loses its place', async () => {
  await using it = await anInbox('/deliveries?status=quarantined');
  const { page } = it;
  const focused = page.locator(':focus');
  await rows(it).press('Enter');
  await page.getByRole('button', { name: 'Écarter' }).press('Enter');
  await page.getByRole('form').getByText('Cela ne change rien').waitFor();
  expect(await focused.innerText()).toBe('Écarter cette livraison ?');
  await page.keyboard.press('Escape');
  await page.locator('button:focus').getByText('Écarter').waitFor();

  await page.keyboard.press('Enter');
  await page.getByLabel('Motif').fill('double');
  const id = new URL(page.url()).pathname.split('/').at(-1);
  await fetch(`${it.address}/deliveries/${id}/release`, {
    method: 'POST',
    headers: { authorization: `Bearer ${it.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'sooner' }),
  });
  await page.getByRole('form').getByRole('button', { name: 'Écarter' }).press('Enter');

  await page.getByRole('alert').getByText('La livraison a changé de statut').waitFor();
  await page.getByText('Elle fait partie de vos données.').waitFor();
});

test('older deliveries come by a button, and of a large body the beginning is shown and all can be kept', async () => {
  await using it = await anInbox('/calendly', { locale: 'en-GB' });
  const { page } = it;
  const large = JSON.stringify({ event: 'made.up', payload: 'x'.repeat(900_000) });
  await it.post(large);
  for (let count = 0; count < 50; count++) await it.post(`not json ${count}`);
  await page.getByRole('link', { name: 'Failed', exact: true }).click();
  await rows(it).nth(49).waitFor();
  expect(new URL(page.url()).search).toBe('?status=dead');

  await page.getByRole('button', { name: 'Show older deliveries' }).click();
  await rows(it).nth(50).waitFor();
  await page.getByRole('link', { name: 'Ignored', exact: true }).click();
  await rows(it).filter({ hasText: 'made.up' }).click();
  await page.getByText('The first 64 KiB are shown.').waitFor();
  const shown = await page.getByRole('region', { name: 'Body' }).innerText();
  expect(shown.length).toBeLessThan(66_000);

  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the whole body' }).click();
  expect(readFileSync(await (await coming).path(), 'utf8')).toBe(large);
});

test('the pages are accessible and fit in French', async () => {
  await using it = await anInbox('/deliveries?status=quarantined');
  await rows(it).first().waitFor();
  await expectGood(it, 'phone');

  await rows(it).first().click();
  await it.page.getByRole('button', { name: 'Libérer' }).click();
  await it.page.getByLabel('Motif').waitFor();
  await expectGood(it, 'dark', 'phone');
});

test('they are accessible and fit in English, once something was decided', async () => {
  await using it = await anInbox('/deliveries', { locale: 'en-GB' });
  const { page } = it;
  await rows(it).filter({ hasText: 'Quarantined' }).click();
  await page.getByRole('button', { name: 'Release' }).click();
  await page.getByLabel('Reason').fill('a clock was wrong');
  await page.getByRole('button', { name: 'Release' }).click();
  await page.getByText('Applied: 3 changes.').waitFor();
  await expectGood(it, 'light');

  await page.goto(`${it.address}/audit`);
  await page.getByRole('list', { name: 'Audit' }).waitFor();
  await expectGood(it, 'phone');
});
