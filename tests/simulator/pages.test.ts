import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inParis, openBrowser } from '../support/browser.ts';
import { ACalendly } from './a-calendly.ts';
import { ACallback } from './a-callback.ts';
import { pathOf, subscribe } from './a-subscription.ts';
import { usualScopes } from './an-app.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

let calendly: ACalendly;
let callback: ACallback;
let page: Page;
let complaints: string[];
beforeEach(async () => {
  calendly = await ACalendly.start({ events: 30, upcoming: 2 });
  callback = await ACallback.listen();
  page = await visitor();
});
afterEach(async () => {
  await page.context().close();
  await calendly[Symbol.asyncDispose]();
  await callback[Symbol.asyncDispose]();
});

/** Somebody's browser, in French and in Paris unless told otherwise. */
async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...inParis, ...options });
  const opened = await context.newPage();
  complaints = [];
  opened.on('pageerror', (error) => complaints.push(String(error)));
  opened.on('console', (message) => complaints.push(message.text()));
  return opened;
}

const looks = {
  desk: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: 'dark', viewport: { width: 390, height: 800 } },
} as const;

/** Accessible, without scrolling sideways, and nothing was refused by its policy. */
async function expectGood(...wanted: (keyof typeof looks)[]): Promise<void> {
  for (const { colorScheme, viewport } of wanted.map((look) => looks[look])) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
    expect(found).toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(viewport.width);
  }
  expect(complaints).toEqual([]);
}

const row = (name: string) => page.getByRole('row', { name });

async function book(name: string, email: string): Promise<void> {
  await page.getByLabel('Nom').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page
    .getByLabel('Type de rendez-vous')
    .selectOption({ label: 'Consultation sur place (60 min)' });
  await page.getByLabel('Jour et heure').fill('2026-12-03T10:00');
  await page.getByRole('button', { name: 'Réserver' }).click();
  await page.getByRole('status').waitFor();
}

describe('the booking page', () => {
  test('is accessible, in both languages, on a desk and on a phone', async () => {
    await subscribe(calendly, { url: callback.url });
    await page.goto(calendly.url);
    await book('Ada Lovelace', 'ada@example.com');
    expect(await page.title()).toBe('Simulateur Calendly');
    await expectGood('desk');

    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.title()).toBe('Calendly simulator');
    expect(await page.getByRole('heading', { name: 'Upcoming meetings' }).count()).toBe(1);
    await expectGood('phone');
  });

  test('books, and says who was told and what they answered', async () => {
    await subscribe(calendly, { url: callback.url });
    await page.goto(calendly.url);

    await book('Ada Lovelace', 'ada@example.com');

    expect(await page.getByRole('status').textContent()).toBe('Rendez-vous réservé.');
    expect(await row('ada@example.com').textContent()).toContain('jeudi 3 décembre 2026 à 10:00');
    expect(await row('invitee.created').textContent()).toContain('livré');
    expect(callback.heard).toMatchObject([
      {
        body: {
          event: 'invitee.created',
          payload: {
            name: 'Ada Lovelace',
            email: 'ada@example.com',
            scheduled_event: { start_time: '2026-12-03T09:00:00.000000Z' },
          },
        },
      },
    ]);
  });

  test('moves, marks as a no-show and cancels, with the keyboard alone', async () => {
    await subscribe(calendly, { url: callback.url });
    await page.goto(calendly.url);
    await book('Ada Lovelace', 'ada@example.com');

    await page.getByRole('link', { name: 'Déplacer (Ada Lovelace)' }).press('Enter');
    await page.getByLabel('Jour et heure').fill('2026-12-04T11:30');
    await page.getByLabel('Raison').fill('Une autre visite');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Rendez-vous déplacé.').waitFor();
    await page.getByRole('button', { name: 'Absent (Ada Lovelace)' }).press('Enter');
    await page.getByText('Absence notée.').waitFor();
    await page.getByRole('button', { name: 'Finalement présent (Ada Lovelace)' }).press('Enter');
    await page.getByText('Absence effacée.').waitFor();
    await page.getByRole('link', { name: 'Annuler (Ada Lovelace)' }).press('Enter');
    await page.getByLabel('L’hôte').press('Space');
    await page.getByRole('button', { name: 'Annuler' }).press('Enter');
    await page.getByText('Rendez-vous annulé.').waitFor();

    expect(callback.events.toSorted((one, other) => one.localeCompare(other))).toEqual([
      'invitee_no_show.created',
      'invitee_no_show.deleted',
      'invitee.canceled',
      'invitee.canceled',
      'invitee.created',
      'invitee.created',
    ]);
    const [last] = calendly.simulator.deliveries;
    expect(JSON.parse(last?.body ?? '')).toMatchObject({
      payload: {
        rescheduled: false,
        cancellation: { canceler_type: 'host', canceled_by: 'Camille Perrin' },
        scheduled_event: { start_time: '2026-12-04T10:30:00.000000Z' },
      },
    });
    expect(complaints).toEqual([]);
  });

  test('shows each user’s own meetings, and the last ones that are over', async () => {
    await page.goto(calendly.url);
    const past = page.getByRole('region', { name: 'Rendez-vous passés, les dix derniers' });
    expect(await past.getByRole('row').count()).toBeGreaterThan(10);

    await page.getByRole('link', { name: 'Mira Holt' }).click();

    expect(await page.getByRole('link', { name: 'Mira Holt' }).getAttribute('aria-current')).toBe(
      'page',
    );
    expect(await page.getByLabel('Type de rendez-vous').textContent()).toContain('Discovery call');
  });

  test('says when the clock was turned, and when nobody listens', async () => {
    await calendly.simulator.advance(3 * 86_400);

    await page.goto(calendly.url);

    expect(await page.getByText('L’horloge est avancée').textContent()).toContain(
      'vendredi 27 novembre 2026 à 10:00',
    );
    expect(await page.getByText('Personne n’écoute encore').count()).toBe(1);
  });

  test('takes what people type as text', async () => {
    await page.goto(calendly.url);

    await book('<img src=x onerror=alert(1)>', 'eve@example.com');

    expect(await row('eve@example.com').textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('a booking’s own links', () => {
  test('lead to the pages that cancel and move it, which are accessible', async () => {
    const { payload } = calendly.simulator.book({ email: 'ada@example.com' });
    const { cancel_url, reschedule_url } = payload as Record<string, string>;

    for (const url of [cancel_url, reschedule_url]) {
      await page.goto(url ?? '');
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(
        /^(Annuler|Déplacer) ce rendez-vous$/,
      );
      await expectGood('desk', 'phone');
    }
  });

  test('lead back once it is canceled', async () => {
    const { inviteeId, payload } = calendly.simulator.book({ email: 'ada@example.com' });
    calendly.simulator.cancel(inviteeId);

    await page.goto((payload as Record<string, string>)['cancel_url'] ?? '');

    expect(await page.getByRole('alert').textContent()).toContain('déjà annulé');
  });
});

test.each([
  [{ name: '', email: 'a@example.com', start: '2026-12-03T10:00' }],
  [{ name: 'A', email: 'nobody', start: '2026-12-03T10:00' }],
  [{ name: 'A', email: 'a@example.com', start: 'soon' }],
])('a form of %p that no browser would send is refused in words', async (fields) => {
  const eventType = 'camille-perrin-discovery';

  const { status, headers } = await calendly.form('/book', { ...fields, eventType });

  expect(status).toBe(303);
  expect(headers.get('location')).toBe('/?problem=invalid');
});

test('a form of a page elsewhere is not taken', async () => {
  const { inviteeId, inviteeUri } = calendly.simulator.book({ email: 'ada@example.com' });
  const headers = { origin: 'https://evil.example' };

  expect((await calendly.form(`/cancellations/${inviteeId}`, {}, headers)).status).toBe(403);
  expect((await calendly.get(pathOf(inviteeUri))).body.resource.status).toBe('active');
});

describe('the consent page', () => {
  const address = (redirect: string) =>
    `${calendly.url}/oauth/authorize?${new URLSearchParams({
      client_id: 'simulator-client',
      response_type: 'code',
      redirect_uri: redirect,
      scope: usualScopes,
      state: 'a state',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    }).toString()}`;

  test('is accessible', async () => {
    await page.goto(address('http://localhost:3000/back'));

    await expectGood('desk', 'phone');
  });

  test('takes the browser back to the application, under either name of this machine', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const back = `http://${host}:${new URL(callback.url).port}/back`;
      await page.goto(address(back));

      await page.getByLabel('Mira Holt').check();
      await page.getByLabel('être prévenue de ce qui change').uncheck();
      await page.getByRole('button', { name: 'Autoriser' }).press('Enter');
      await page.waitForURL(/\/back\?/);

      const { origin, searchParams } = new URL(page.url());
      expect(origin).toBe(new URL(back).origin);
      expect(searchParams.get('state')).toBe('a state');
      expect(searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    }
    expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
  });

  test('takes it back without anything when the person declines', async () => {
    const back = `${callback.url}/back`;
    await page.goto(address(back));

    await page.getByRole('button', { name: 'Refuser' }).click();
    await page.waitForURL(/\/back\?/);

    expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'a state',
    });
  });

  test('says in words that a request leads nowhere', async () => {
    await page.goto(address('http://elsewhere.example/back'));

    expect(await page.getByRole('alert').textContent()).toContain('redirect_uri');
    complaints = complaints.filter((text) => !text.includes('status of 400'));
    await expectGood('desk', 'phone');
  });
});
