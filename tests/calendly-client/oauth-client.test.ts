import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { GrantInvalid, OauthRefused, ProviderError } from '../../src/domain/errors.ts';
import { apiFixture } from '../simulator/a-fixture.ts';
import { AForeignServer } from './a-foreign-server.ts';
import { aCallback, anOauthClient, now, redirectUri, scopes } from './an-oauth-client.ts';

const twoHoursLater = new Date('2026-11-24T11:00:00.000Z');
const application = { id: 'an-id_with.odd~characters', secret: 'a-secret_with.odd~ones%+/' };

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    events: 0,
    upcoming: 0,
    now: () => now,
    clients: [{ ...application, signingKey: 'key' }],
  });
});
afterAll(() => simulator.stop());

/** Eight tokens a minute, so that each test has its own. */
async function connected(user?: string) {
  await simulator.advance(60);
  const oauth = anOauthClient(simulator);
  const { code, codeVerifier } = await aCallback(simulator, oauth, { user });
  return { oauth, code, codeVerifier, grant: await oauth.exchange(code, codeVerifier) };
}

describe('whoever connects', () => {
  test('is sent to Calendly with a state and a challenge of their own', async () => {
    const oauth = anOauthClient(simulator);

    const [one, other] = [await oauth.begin(scopes), await oauth.begin(scopes)];

    const query = Object.fromEntries(new URL(one.url).searchParams);
    expect(new URL(one.url).origin + new URL(one.url).pathname).toBe(
      `${simulator.url}/oauth/authorize`,
    );
    expect(query).toEqual({
      client_id: application.id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state: one.state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(one.url).not.toContain(one.codeVerifier);
    expect(new Set([one.state, other.state, one.codeVerifier, other.codeVerifier]).size).toBe(4);
  });

  test('comes back with tokens for two hours, and what they allow', async () => {
    const { grant } = await connected();

    expect(grant).toEqual({
      accessToken: expect.stringMatching(/^ey/),
      refreshToken: expect.stringMatching(/./),
      scopes,
      expiresAt: twoHoursLater,
    });
    const me = await fetch(`${simulator.url}/users/me`, {
      headers: { authorization: `Bearer ${grant.accessToken}` },
    });
    expect(me.status).toBe(200);
  });

  test('may allow less, and it shows', async () => {
    await simulator.advance(60);
    const oauth = anOauthClient(simulator);
    const { code, codeVerifier } = await aCallback(simulator, oauth, { scopes: ['users:read'] });

    expect((await oauth.exchange(code, codeVerifier)).scopes).toEqual(['users:read']);
  });

  test('is refused with a code that was used, a code that is none, or another verifier', async () => {
    const { oauth, code, codeVerifier } = await connected();
    const fresh = await aCallback(simulator, oauth);
    const { codeVerifier: others } = await oauth.begin(scopes);

    await expect(oauth.exchange(code, codeVerifier)).rejects.toThrow(OauthRefused);
    await expect(oauth.exchange('no such code', codeVerifier)).rejects.toThrow(OauthRefused);
    await expect(oauth.exchange(fresh.code, others)).rejects.toThrow(OauthRefused);
  });

  test('is refused when Calendly does not know the application', async () => {
    const { code, codeVerifier } = await aCallback(simulator, anOauthClient(simulator));
    const oauth = anOauthClient(simulator, { clientSecret: 'another' });

    const refusal = await oauth.exchange(code, codeVerifier).catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(OauthRefused);
    expect(String(refusal)).toContain('invalid_client');
  });
});

describe('a refresh', () => {
  test('gives a new pair, and uses the old refresh token up', async () => {
    const { oauth, grant } = await connected();
    const old = grant.refreshToken ?? '';

    const next = await oauth.refresh(old);

    expect(next).toMatchObject({ scopes, expiresAt: twoHoursLater });
    expect(next.accessToken).not.toBe(grant.accessToken);
    expect(next.refreshToken).not.toBe(old);
    await expect(oauth.refresh(old)).rejects.toThrow(GrantInvalid);
    expect((await oauth.refresh(next.refreshToken ?? '')).accessToken).toMatch(/^ey/);
  });

  test('is not possible any more once the grant is revoked, which may be done twice', async () => {
    const { oauth, grant } = await connected();
    const refreshToken = grant.refreshToken ?? '';

    await oauth.revoke(refreshToken);
    await oauth.revoke(refreshToken);

    await expect(oauth.refresh(refreshToken)).rejects.toThrow(GrantInvalid);
  });

  test('that is refused in a 401 is refused all the same', async () => {
    const { oauth, grant } = await connected();
    simulator.switchOn({ at: 'token', kind: 'invalid-grant' });

    await expect(oauth.refresh(grant.refreshToken ?? '')).rejects.toThrow(GrantInvalid);
  });

  test('beyond eight a minute fails, and the token stays good', async () => {
    const { oauth, grant } = await connected();
    let token = grant.refreshToken ?? '';
    for (let used = 1; used < 8; used += 1) token = (await oauth.refresh(token)).refreshToken ?? '';

    await expect(oauth.refresh(token)).rejects.toThrow(ProviderError);
    await simulator.advance(60);

    expect((await oauth.refresh(token)).accessToken).toMatch(/^ey/);
  });

  test('that brings fewer scopes brings them, as the old pair is gone by then', async () => {
    const { oauth, grant } = await connected();
    simulator.switchOn({ at: 'token', kind: 'reduced-scope' });

    const next = await oauth.refresh(grant.refreshToken ?? '');

    expect(next.scopes).toEqual(scopes.slice(0, -1));
    expect((await oauth.refresh(next.refreshToken ?? '')).accessToken).toMatch(/^ey/);
  });
});

describe('a token endpoint that', () => {
  test.each([
    ['answers with a page', 'html'],
    ['answers with ten megabytes', 'huge'],
    ['gives no refresh token', 'no-refresh-token'],
    ['redirects', 'redirect'],
    ['does not answer', 'stall'],
    ['hangs up', 'reset'],
    ['has enough', 'rate-limited'],
    ['fails', 'server-error'],
    ['is away', 'unavailable'],
    ['stops in the middle', 'truncated'],
  ] as const)('%s is asked once, and the old tokens stay', async (_, kind) => {
    const { grant } = await connected();
    const oauth = anOauthClient(simulator, { timeoutMs: 300 });
    simulator.forgetCalls();
    simulator.switchOn({ at: 'token', kind });

    const failure = await oauth.refresh(grant.refreshToken ?? '').catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ProviderError);
    expect(String(failure)).not.toContain(grant.refreshToken);
    expect(simulator.calls('POST /oauth/token')).toBe(1);
    // Where the answer broke after the work was done, what is left of the grant is Calendly's to say.
    if (kind === 'truncated') return;
    expect((await oauth.refresh(grant.refreshToken ?? '')).accessToken).toMatch(/^ey/);
  });

  test.each(['html', 'huge', 'no-refresh-token', 'redirect', 'stall'] as const)(
    'is broken (%s) while somebody connects gives no token',
    async (kind) => {
      await simulator.advance(60);
      const oauth = anOauthClient(simulator, { timeoutMs: 300 });
      const { code, codeVerifier } = await aCallback(simulator, oauth);
      simulator.switchOn({ at: 'token', kind });

      await expect(oauth.exchange(code, codeVerifier)).rejects.toThrow(ProviderError);
    },
  );
});

describe('Calendly’s answer', () => {
  const exchange = async (status: number, name: string) => {
    await using server = await AForeignServer.json(status, apiFixture(name));
    const oauth = anOauthClient({ url: server.url, client: simulator.client });
    const told = await oauth.exchange('a code', 'a verifier').catch((error: unknown) => error);
    return { told, asked: server.asked };
  };

  test.each([
    ['oauth.token.authorization-code.200', scopes],
    ['oauth.token.refresh.200', scopes],
    ['oauth.token.legacy-default-scope.200', null],
  ])('%s is understood', async (name, granted) => {
    const { told, asked } = await exchange(200, name);

    expect(told).toEqual({
      accessToken: apiFixture(name).access_token,
      refreshToken: apiFixture(name).refresh_token,
      scopes: granted,
      expiresAt: twoHoursLater,
    });
    const [{ headers, body } = { headers: {}, body: '' }] = asked;
    const credentials = `${application.id}:${application.secret}`;
    expect(headers.authorization).toBe(`Basic ${Buffer.from(credentials).toString('base64')}`);
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'authorization_code',
      code: 'a code',
      code_verifier: 'a verifier',
      redirect_uri: redirectUri,
    });
  });

  test.each([
    [400, 'oauth.token.400-invalid-grant', 'invalid_grant'],
    [401, 'oauth.token.401-invalid-client', 'invalid_client'],
  ])('%i %s is refused with words', async (status, name, code) => {
    const { told } = await exchange(status, name);

    expect(told).toBeInstanceOf(OauthRefused);
    expect(String(told)).toContain(code);
  });

  test('oauth.revoke.400-invalid-request is refused with words', async () => {
    await using server = await AForeignServer.json(
      400,
      apiFixture('oauth.revoke.400-invalid-request'),
    );
    const oauth = anOauthClient({ url: server.url, client: simulator.client });

    const failure = await oauth.revoke('a token').catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ProviderError);
    expect(String(failure)).toContain('invalid_request');
    const form = Object.fromEntries(new URLSearchParams(server.asked[0]?.body));
    expect(form).toMatchObject({
      client_id: application.id,
      client_secret: application.secret,
      token: 'a token',
    });
  });

  test('to a revocation may be empty', async () => {
    await using server = await AForeignServer.json(200, null);
    const oauth = anOauthClient({ url: server.url, client: simulator.client });

    await expect(oauth.revoke('a token')).resolves.toBeUndefined();
  });
});
