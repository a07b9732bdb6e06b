import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { AConsole } from './a-console.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function openAda(it: AConsole): Promise<void> {
  const start = '2031-01-06T10:00:00Z';
  await it.simulate(
    'book',
    '--email',
    'ada@example.com',
    '--name',
    'Ada Lovelace',
    '--start',
    start,
  );
  await it.visit();
  await it.row('ada@example.com').click();
  await it.page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
}

test('a prospect shows the meeting and the note, in the time of who reads it', async () => {
  await using it = await AConsole.open(browser);

  await openAda(it);
  const notes = it.page.getByRole('list', { name: 'Notes' });
  await notes.getByRole('listitem').first().waitFor();

  expect(await notes.innerText()).toContain(
    'Rendez-vous Calendly prévu le lundi 6 janvier 2031 à 11:00',
  );
  expect(await it.page.locator('time[datetime^="2031-01-06"]').allInnerTexts()).toContain(
    'Lundi 6 janvier 2031, 11:00 – 11:30',
  );
});

test('a reschedule, a no-show and a cancel show on the open page as they happen', async () => {
  await using it = await AConsole.open(browser);
  await openAda(it);
  const meetings = it.page.getByRole('region', { name: 'Rendez-vous' });

  await it.simulate('reschedule', '--email', 'ada@example.com');
  await meetings.getByText('Replanifié', { exact: true }).waitFor();
  await meetings.getByText('Déplacé au mardi 7 janvier 2031 à 11:00').waitFor();
  await meetings.getByText('Déplacé depuis le lundi 6 janvier 2031 à 11:00').waitFor();

  await it.simulate('no-show', '--email', 'ada@example.com');
  await meetings.getByText('Absent', { exact: true }).waitFor();

  await it.simulate('cancel', '--email', 'ada@example.com');
  await meetings.getByText('Annulé', { exact: true }).waitFor();

  expect(await meetings.getByRole('article').count()).toBe(2);
});

test('a note that is written shows once, here and on the page of a colleague', async () => {
  await using it = await AConsole.open(browser);
  await openAda(it);
  const colleague = await it.page.context().newPage();
  await colleague.goto(`${it.page.url()}#token=${it.token}`);
  await colleague.getByText('En direct').waitFor();

  await it.page.getByLabel('Nouvelle note').fill('Préfère être rappelée après 18 h.');
  await it.page.getByRole('button', { name: 'Ajouter la note' }).click();
  for (const page of [it.page, colleague]) {
    const notes = page.getByRole('list', { name: 'Notes' });
    await notes.getByText('Préfère être rappelée après 18 h.').waitFor();
    expect(await notes.getByRole('listitem').count()).toBe(2);
  }
});

test('an edit shows in the list, holds against Calendly, and can be handed back', async () => {
  await using it = await AConsole.open(browser);
  await openAda(it);

  await it.page.getByRole('button', { name: 'Modifier' }).click();
  await it.page.getByLabel('Nom complet').fill('Ada King');
  await it.simulate('book', '--email', 'ada@example.com', '--name', 'Ada Lovelace');
  await it.page.getByRole('button', { name: 'Enregistrer' }).click();
  await it.page.getByRole('heading', { name: 'Ada King' }).waitFor();
  await it.row('ada@example.com').getByText('Ada King').waitFor();

  await it.page.getByRole('button', { name: 'Modifier' }).click();
  await it.page.getByRole('button', { name: 'Nom complet : rendre à Calendly' }).click();
  await it.page.getByRole('button', { name: 'Enregistrer' }).click();
  await it.page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();

  expect(await it.page.getByText('Modifié à la main').count()).toBe(0);
});

test('an edit that the service refuses says why, in the language of the page', async () => {
  await using it = await AConsole.open(browser);
  await openAda(it);

  await it.page.getByRole('button', { name: 'Modifier' }).click();
  await it.page.getByLabel('Nom complet').fill('A'.repeat(201));
  await it.page.getByRole('button', { name: 'Enregistrer' }).click();
  const alert = it.page.getByRole('alert').filter({ hasText: 'name' });
  await alert.waitFor();

  expect(await alert.textContent()).toContain('name : doit avoir au plus 200 caractères.');
});

test('a note is followed by the next one, without a mouse', async () => {
  await using it = await AConsole.open(browser);
  await openAda(it);

  await it.page.getByLabel('Nouvelle note').fill('La première.');
  await it.page.keyboard.press('Tab');
  await it.page.keyboard.press('Enter');
  await it.page.getByRole('list', { name: 'Notes' }).getByText('La première.').waitFor();
  await it.page.locator('textarea:focus').waitFor();

  expect(await it.page.locator(':focus').inputValue()).toBe('');
});

test('what opened the form to edit a prospect has the focus when the form is gone', async () => {
  await using it = await AConsole.open(browser);
  await openAda(it);
  const open = it.page.getByRole('button', { name: 'Modifier' });
  const name = it.page.getByLabel('Nom complet');
  const focus = it.page.locator(':focus');

  for (const leave of ['Escape', 'Abandonner', 'Enregistrer']) {
    await open.press('Enter');
    await name.fill(`Ada ${leave}`);
    if (leave === 'Escape') await name.press('Escape');
    else await it.page.getByRole('button', { name: leave }).press('Enter');
    await name.waitFor({ state: 'detached' });
    await it.page.locator('button:focus').waitFor();

    expect(await focus.innerText()).toBe('Modifier');
  }
  await it.page.getByRole('heading', { name: 'Ada Enregistrer' }).waitFor();
});

test('a host known by an address only is not named, and English puts no space before a colon', async () => {
  await using it = await AConsole.open(browser, { locale: 'en-GB' });
  await it.tell('webhook.invitee-created.membership-user-only');
  await it.visit();
  await it.row('dana.whitfield@example.com').click();
  const meetings = it.page.getByRole('region', { name: 'Meetings' });

  await meetings.getByText('In person: 12 Harbour Street, Suite 4').waitFor();

  expect(await meetings.innerText()).not.toMatch(/With|api\.calendly\.com/);
});

test('a reload of the address shows the same prospect, and another address says so', async () => {
  await using it = await AConsole.open(browser);
  await openAda(it);

  await it.page.reload();
  await it.page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
  await it.page.goto(`${it.address}/prospects/01900000-0000-7000-8000-000000000000`);

  await it.page.getByRole('alert').getByText('Ce prospect n’existe pas').waitFor();
  expect(await it.row('ada@example.com').isVisible()).toBe(true);
});

test('on a phone list and details replace each other, and the way back finds its row', async () => {
  const phone = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true };
  await using it = await AConsole.open(browser, phone);
  await openAda(it);
  expect(await it.row('ada@example.com').isVisible()).toBe(false);

  await it.page.getByRole('link', { name: 'Tous les prospects' }).click();
  await it.row('ada@example.com').waitFor();

  expect(await it.page.getByRole('article').count()).toBe(0);
  expect(await it.page.locator(':focus').getAttribute('id')).toBe(
    await it.row('ada@example.com').getAttribute('id'),
  );
});

test('older meetings and notes come when they are asked for', async () => {
  await using it = await AConsole.open(browser);
  for (let i = 0; i < 205; i += 1) {
    const start = new Date(Date.UTC(2031, 0, 6, 10) + i * 3_600_000);
    await it.book('ada@example.com', start);
  }
  await it.visit();
  await it.row('ada@example.com').click();
  const meetings = it.page.getByRole('region', { name: 'Rendez-vous' });
  const notes = it.page.getByRole('list', { name: 'Notes' }).getByRole('listitem');
  const older = it.page.getByRole('button', { name: 'Afficher les rendez-vous plus anciens' });
  await older.waitFor();
  expect(await meetings.getByRole('article').count()).toBe(100);
  expect(await notes.count()).toBe(200);

  await older.click();
  await meetings.getByRole('article').nth(149).waitFor();
  await it.page.getByRole('button', { name: 'Afficher les notes plus anciennes' }).click();
  await notes.nth(204).waitFor();
  for (const shown of [200, 205]) {
    await older.click();
    await meetings
      .getByRole('article')
      .nth(shown - 1)
      .waitFor();
  }

  expect(await meetings.getByRole('article').count()).toBe(205);
  expect(await it.page.getByRole('button', { name: /plus anciens|plus anciennes/ }).count()).toBe(
    0,
  );
  expect(it.complaints).toEqual([]);
});
