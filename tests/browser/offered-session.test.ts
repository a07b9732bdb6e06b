import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { signed } from '../support/a-running-service.ts';
import { openBrowser } from '../support/browser.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { AConsole } from './a-console.ts';
import { expectGood } from './quality.ts';

jest.setTimeout(60_000);
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('a link with a token, where nobody is signed in', () => {
  test.each([
    ['fr-FR', 'Se connecter ?', 'Ne pas se connecter', 'Connexion'],
    ['en-GB', 'Sign in?', 'Do not sign in', 'Sign in'],
  ])('is asked about, and may be declined: %s', async (locale, title, no, signIn) => {
    await using it = await AConsole.open(browser, { locale });
    const asked = apiCallsOf(it.page);
    const lines: string[] = [];
    it.page.on('websocket', (line) => lines.push(line.url()));

    await it.page.goto(`${it.address}/calendly#token=${await aToken({ org: 'attacker & co' })}`);
    await it.page.getByRole('heading', { name: title }).waitFor();
    await it.page.getByText('attacker & co', { exact: true }).waitFor();

    expect(it.page.url()).toBe(`${it.address}/calendly`);
    expect([await keptToken(it.page), lines]).toEqual([null, []]);
    expect(asked).toEqual(['/prospects']);
    await expectGood(it, 'light', 'dark', 'phone');
    await it.page.getByRole('button', { name: no }).click();
    await it.page.getByRole('heading', { name: signIn, exact: true }).waitFor();
    await it.page.reload();
    await it.page.getByRole('heading', { name: signIn, exact: true }).waitFor();
    expect(await keptToken(it.page)).toBeNull();
  });

  test('signs in once its button is pressed, by the keyboard too', async () => {
    await using it = await AConsole.open(browser);
    await it.page.goto(`${it.address}/prospects/1#token=${await aToken({ org: 'acme' })}`);
    const yes = it.page.getByRole('button', { name: 'Se connecter', exact: true });
    await yes.waitFor();
    // Who presses Enter without having read is not signed in.
    const first = await it.page.evaluate('document.activeElement.textContent');

    await it.page.keyboard.press('Tab');
    await it.page.keyboard.press('Enter');
    await it.page.getByText('En direct').waitFor();

    expect(first).toBe('Ne pas se connecter');
    expect(await it.page.getByText('acme', { exact: true }).isVisible()).toBe(true);
  });

  test('does not sign in by itself, though it says that it may, unless the service in development signed that', async () => {
    await using it = await AConsole.open(browser);
    const [header, payload, signature] = (await aToken({ org: 'attacker' })).split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, console: it.address }));
    const forged = [header, changed.toString('base64url'), signature].join('.');

    await it.page.goto(`${it.address}/#token=${forged}`);
    await it.page.getByRole('alert').getByText('n’accepte pas ce jeton').waitFor();
    const elsewhere = await aToken({ org: 'attacker', console: 'http://elsewhere.example' });
    await it.page.goto(`${it.address}/?again#token=${elsewhere}`);
    await it.page.getByRole('heading', { name: 'Se connecter ?' }).waitFor();

    expect(await keptToken(it.page)).toBeNull();
  });

  test('is asked about in production, whatever it says', async () => {
    await using server = await startPostgresServer();
    await using it = await inProduction(server);

    await it.page.goto(`${it.address}/#token=${it.token}`);
    await it.page.getByRole('heading', { name: 'Se connecter ?' }).waitFor();

    expect(await keptToken(it.page)).toBeNull();
    await it.page.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await it.page.getByText('En direct').waitFor();
  });

  test('names the organization by the claim that the service reads', async () => {
    const settings = { JWT_ORGANIZATION_CLAIM: 'https://id.example/"tenant"' };
    await using it = await AConsole.open(browser, {}, 'demo', settings);
    const token = await aToken({ org: 'seems', 'https://id.example/"tenant"': 'is' });

    await it.page.goto(`${it.address}/#token=${token}`);
    await it.page.getByText('is', { exact: true }).waitFor();

    expect(await it.page.getByText('seems').count()).toBe(0);
  });

  test.each([
    ['is empty', '', 'Connexion'],
    ['is no token', 'password', 'Ceci n’est pas un jeton'],
    ['is huge', `a.${'b'.repeat(200_000)}.c`, 'Ceci n’est pas un jeton'],
    ['holds markup', '<img src=x onerror=alert(1)>', 'Ceci n’est pas un jeton'],
  ])('that %s only says so', async (_, token, words) => {
    await using it = await AConsole.open(browser);

    await it.page.goto(`${it.address}/#token=${encodeURIComponent(token)}`);
    await it.page.getByText(words).first().waitFor();

    expect(it.page.url()).toBe(`${it.address}/`);
    expect(it.complaints).toEqual([]);
  });
});

describe('a link with a token, in a tab where somebody is signed in', () => {
  test.each([
    ['fr-FR', 'Changer de session ?', 'Rester comme maintenant'],
    ['en-GB', 'Sign in as somebody else?', 'Stay as now'],
  ])('is asked about, beside who is signed in: %s', async (locale, title, stay) => {
    await using it = await AConsole.open(browser, { locale });
    await it.visit();

    await openInTab(it.page, `/calendly#token=${await aToken({ org: 'attacker' })}`);
    const dialog = it.page.getByRole('dialog', { name: title });
    await dialog.getByText('attacker', { exact: true }).waitFor();

    expect(await dialog.getByText('demo', { exact: true }).isVisible()).toBe(true);
    expect(await keptToken(it.page)).toBe(it.token);
    expect(it.page.url()).not.toContain('token');
    await expectGood(it, 'light', 'dark', 'phone');
    await dialog.getByRole('button', { name: stay }).click();
    await dialog.waitFor({ state: 'detached' });
    await it.page.reload();
    await it.page.getByText(/^(En direct|Live)$/).waitFor();
    expect(await keptToken(it.page)).toBe(it.token);
  });

  test('leaves what is being typed, and Escape is a no', async () => {
    await using it = await AConsole.open(browser);
    await it.simulate('book', '--email', 'ada@example.com');
    await it.visit();
    await it.row('ada@example.com').click();
    const note = it.page.getByLabel('Nouvelle note');
    await note.fill('half a sentence');

    await it.page.evaluate(`location.hash = 'token=${await aToken({ org: 'attacker' })}'`);
    const dialog = it.page.getByRole('dialog', { name: 'Changer de session ?' });
    await dialog.getByText('attacker', { exact: true }).waitFor();
    await it.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    expect(await note.inputValue()).toBe('half a sentence');
    expect(await it.page.evaluate('document.activeElement.value')).toBe('half a sentence');
    expect(await keptToken(it.page)).toBe(it.token);
  });

  test('puts the other session in its place once its button is pressed, with nothing left of the first', async () => {
    await using it = await AConsole.open(browser);
    await it.simulate('book', '--email', 'ada@example.com');
    await it.visit();
    await it.row('ada@example.com').waitFor();

    await it.page.evaluate(`location.hash = 'token=${await aToken({ org: 'others' })}'`);
    await it.page.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await it.page.getByText('others', { exact: true }).waitFor();
    await it.page.getByText('En direct').waitFor();

    expect(await it.page.getByText('ada@example.com').count()).toBe(0);
    expect(await it.rows.count()).toBe(0);
  });

  test.each([
    ['the same person with another role', { role: 'member', sub: 'developer' }, 'Membre'],
    ['another person of the organization', { sub: 'somebody' }, 'somebody'],
  ])('is asked about too when it is %s', async (_, claims, words) => {
    await using it = await AConsole.open(browser);
    await it.visit();

    await it.page.evaluate(`location.hash = 'token=${await aToken(claims)}'`);
    const dialog = it.page.getByRole('dialog', { name: 'Changer de session ?' });
    await dialog.getByText(words, { exact: true }).waitFor();

    expect(await dialog.getByText('C’est une autre organisation').count()).toBe(0);
    expect(await keptToken(it.page)).toBe(it.token);
  });

  test('is nothing to be asked about when it is the token in use', async () => {
    await using it = await AConsole.open(browser);
    await it.visit();

    await it.page.evaluate(`location.hash = 'token=${it.token}'`);
    await it.page.waitForURL(`${it.address}/`);

    expect(await it.page.getByRole('dialog').count()).toBe(0);
  });

  test.each<[string, string | Promise<string>, string]>([
    ['is no token', 'password', 'ne contient pas de jeton'],
    ['has expired', aToken({ exp: 1_000_000_000 }), 'a expiré'],
    ['nobody signed', aToken({}).then((token) => `${token.slice(0, -4)}AAAA`), 'n’accepte pas'],
  ])('that %s signs nobody out', async (_, token, words) => {
    await using it = await AConsole.open(browser);
    await it.visit();

    await it.page.evaluate(`location.hash = 'token=${await token}'`);
    const dialog = it.page.getByRole('dialog', { name: 'Changer de session ?' });
    await dialog.getByRole('alert').getByText(words).waitFor();
    const yes = await dialog.getByRole('button', { name: 'Se connecter', exact: true }).count();
    await dialog.getByRole('button', { name: 'Rester comme maintenant' }).click();

    expect(yes).toBe(0);
    expect(await it.page.getByText('En direct').isVisible()).toBe(true);
  });

  test('that follows another one is asked about in its place', async () => {
    await using it = await AConsole.open(browser);
    await it.visit();

    await it.page.evaluate(`location.hash = 'token=${await aToken({ org: 'first' })}'`);
    await it.page.getByText('first', { exact: true }).waitFor();
    await it.page.evaluate(`location.hash = 'token=${await aToken({ org: 'second' })}'`);
    await it.page.getByText('second', { exact: true }).waitFor();

    expect(await it.page.getByText('first', { exact: true }).count()).toBe(0);
    expect(await keptToken(it.page)).toBe(it.token);
  });

  test('changes nothing in another tab', async () => {
    await using it = await AConsole.open(browser);
    await it.visit();
    const other = await it.page.context().newPage();

    await other.goto(`${it.address}/#token=${await aToken({ org: 'others' })}`);
    await other.getByRole('button', { name: 'Se connecter', exact: true }).click();
    await other.getByText('En direct').waitFor();
    await it.page.reload();
    await it.page.getByText('En direct').waitFor();

    expect(await it.page.getByText('demo', { exact: true }).isVisible()).toBe(true);
    expect(await other.getByText('others', { exact: true }).isVisible()).toBe(true);
  });
});

test('a page that a browser brings back shows who is signed in now', async () => {
  await using it = await AConsole.open(browser);
  await it.visit();

  await it.page.evaluate(
    `sessionStorage.setItem('velvena.token', '${await aToken({ org: 'others' })}')`,
  );
  await it.page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);

  await it.page.getByText('others', { exact: true }).waitFor();
  expect(await it.page.getByText('demo', { exact: true }).count()).toBe(0);
});

/** A token of an administrator of `demo` whom no link was printed for; claims over the usual ones. */
function aToken(claims: Record<string, unknown>): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return signed({
    sub: 'a-person',
    org: 'demo',
    role: 'admin',
    iat: now,
    exp: now + 600,
    ...claims,
  });
}

/** Follows a link inside the tab, as somebody who is signed in there would. */
async function openInTab(page: Page, link: string): Promise<void> {
  await page.goto(new URL(link, page.url()).href);
}

function keptToken(page: Page): Promise<unknown> {
  return page.evaluate(`sessionStorage.getItem('velvena.token')`);
}

/** The addresses of the API that a page asked, in order. */
function apiCallsOf(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    if (request.headers()['authorization'] !== undefined)
      paths.push(new URL(request.url()).pathname);
  });
  return paths;
}

async function inProduction(server: PostgresServer): Promise<AConsole> {
  return AConsole.open(browser, {}, 'demo', {
    NODE_ENV: 'production',
    DRAIN_SECONDS: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: await createDatabase(server),
    JWT_SECRET: 'J4kPz0wqT7xYbN2cVmR8sLdF5hGaQe9u',
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    CALENDLY_WEBHOOK_SIGNING_KEY: 'f2Wm8QpL0sXr7TzK3vBnYc5HdJgA9eUq',
  });
}
