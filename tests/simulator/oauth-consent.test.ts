import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACalendly } from './a-calendly.ts';

let calendly: ACalendly;
beforeAll(async () => {
  const signingKey = 'the key of an app';
  calendly = await ACalendly.start({
    clients: [
      { id: 'sandbox', secret: 's', name: 'An app of <b>ours</b>', signingKey },
      { id: 'production', secret: 's', redirectUris: ['https://app.example/back'], signingKey },
      { id: 'legacy', secret: 's', legacy: true, signingKey },
    ],
  });
});
afterAll(() => calendly[Symbol.asyncDispose]());

const back = 'http://localhost:3000/auth/calendly/callback';
const asked: Record<string, string> = {
  client_id: 'sandbox',
  response_type: 'code',
  redirect_uri: back,
  scope: 'users:read scheduled_events:read webhooks:write',
  state: 'a state & more',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

function address(changes: Record<string, string | undefined> = {}): string {
  const query = Object.entries({ ...asked, ...changes }).filter(([, value]) => value !== undefined);
  return `${calendly.url}/oauth/authorize?${new URLSearchParams(query as [string, string][]).toString()}`;
}

const open = (url: string, language = 'en') =>
  fetch(url, { redirect: 'manual', headers: { 'accept-language': language } });

function answerIn(location: string | null): Record<string, string> {
  const url = new URL(location ?? '');
  return { to: `${url.origin}${url.pathname}`, ...Object.fromEntries(url.searchParams) };
}

describe('the consent page', () => {
  test('says who asks for what, in the language of the browser', async () => {
    const english = await open(address());
    const page = await english.text();
    const french = await (await open(address(), 'de, fr;q=0.8, en;q=0.5')).text();
    const chosen = await (await open(address({ lang: 'en' }), 'fr')).text();

    expect(english.status).toBe(200);
    expect(page).toContain('<html lang="en">');
    expect(page).toContain('An app of &lt;b&gt;ours&lt;/b&gt;');
    expect(page).toContain('see your meetings');
    expect(page).toContain('Camille Perrin');
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('voir vos rendez-vous');
    expect(chosen).toContain('<html lang="en">');
  });

  test('loads nothing from elsewhere, runs no script, and sends its form only here and back', async () => {
    const { headers } = await open(address({ redirect_uri: 'https://app.example/back' }));

    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self' https://app.example;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('script-src');
  });

  test('repeats the state to the letter, and lets no markup through', async () => {
    const page = await (await open(address({ state: '"><script>alert(1)</script>' }))).text();

    expect(page).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(page).not.toContain('<script');
  });
});

describe('a person', () => {
  test('allows, and is sent back with a code and the state', async () => {
    const location = await calendly.simulator.consent(address());

    expect(answerIn(location)).toEqual({
      to: back,
      code: expect.stringMatching(/^[\w-]{43}$/),
      state: asked['state'],
    });
  });

  test('declines, and is sent back without a code', async () => {
    const location = await calendly.simulator.consent(address(), { decline: true });

    expect(answerIn(location)).toEqual({
      to: back,
      error: 'access_denied',
      error_description: expect.any(String),
      state: asked['state'],
    });
  });

  test('who is not known is not let through', async () => {
    const location = await calendly.simulator.consent(address(), { user: 'nobody' });

    expect(answerIn(location)).toMatchObject({ error: 'access_denied' });
  });

  test('keeps the query that an address had', async () => {
    const redirect_uri = 'http://localhost:3000/back?from=calendly';

    const location = await calendly.simulator.consent(address({ redirect_uri }));

    expect(answerIn(location)).toMatchObject({ from: 'calendly', code: expect.any(String) });
  });
});

describe('a request', () => {
  test.each([
    ['an unknown app', { client_id: 'nobody' }, 'client_id'],
    ['no app', { client_id: undefined }, 'client_id'],
    ['no way back', { redirect_uri: undefined }, 'redirect_uri'],
    ['plain http elsewhere', { redirect_uri: 'http://app.example/back' }, 'redirect_uri'],
    ['a script as a way back', { redirect_uri: 'javascript:alert(1)' }, 'redirect_uri'],
    [
      'a way back that a production app did not register',
      { client_id: 'production', redirect_uri: 'https://app.example/back/' },
      'redirect_uri',
    ],
    ['a production app and localhost', { client_id: 'production' }, 'redirect_uri'],
  ])('from %s sends nobody anywhere', async (_, changes, flaw) => {
    const response = await open(address(changes));

    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain(flaw);
  });

  test.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['PKCE of no method', { code_challenge_method: undefined }, 'invalid_request'],
    ['a scope that does not exist', { scope: 'users:read meals:read' }, 'invalid_scope'],
  ])('with %s is refused at the app’s address', async (_, changes, error) => {
    const response = await open(address(changes));

    expect(response.status).toBe(302);
    expect(answerIn(response.headers.get('location'))).toEqual({
      to: back,
      error,
      error_description: expect.any(String),
      state: asked['state'],
    });
  });

  test('may do without PKCE where that is set up so', async () => {
    await using lenient = await ACalendly.start({ requirePkce: false });
    const query = { client_id: 'simulator-client', response_type: 'code', redirect_uri: back };

    const response = await open(
      `${lenient.url}/oauth/authorize?${new URLSearchParams(query).toString()}`,
    );

    expect(response.status).toBe(200);
  });

  test('from a page elsewhere is not taken for the person’s', async () => {
    const send = (headers: Record<string, string>) =>
      calendly.form(
        '/oauth/authorize',
        { ...asked, user: 'camille-perrin', decision: 'allow' },
        headers,
      );

    expect((await send({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await send({ origin: 'null' })).status).toBe(403);
    expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({ origin: calendly.url })).status).toBe(302);
  });
});

test('the metadata names the endpoints', async () => {
  const { body } = await calendly.get('/.well-known/oauth-authorization-server');

  expect(body).toMatchObject({
    issuer: calendly.url,
    token_endpoint: `${calendly.url}/oauth/token`,
    code_challenge_methods_supported: ['S256'],
  });
});
