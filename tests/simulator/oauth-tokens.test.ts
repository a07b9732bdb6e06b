import { describe, expect, test } from '@jest/globals';
import * as client from 'openid-client';
import { ACalendly } from './a-calendly.ts';
import { apiFixture } from './a-fixture.ts';
import { AnApp, usualScopes } from './an-app.ts';
import { shapeDifferences } from './shape-differences.ts';

const invalidGrant = apiFixture('oauth.token.400-invalid-grant');
const signingKey = 'the key of an app';

describe('a code', () => {
  test('becomes tokens, told as Calendly does', async () => {
    await using calendly = await ACalendly.start();
    const { user, organization } = await calendly.who();

    const { status, body } = await new AnApp(calendly).connect();

    const sample = apiFixture('oauth.token.authorization-code.200');
    expect(status).toBe(200);
    expect(shapeDifferences(body, sample)).toEqual([]);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 7200,
      scope: usualScopes,
      owner: user,
      organization,
    });
    expect(body.access_token.split('.')).toHaveLength(3);
  });

  test('is good for one person’s choice: another user, fewer scopes', async () => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);

    const { body } = await app.connect({ user: 'mira-holt', scopes: ['users:read'] });

    const me = await calendly.get('/users/me', body.access_token);
    expect(body.scope).toBe('users:read');
    expect(me.body.resource.name).toBe('Mira Holt');
    expect((await calendly.get('/scheduled_events', body.access_token)).status).toBe(403);
  });

  test('is good once, and for ten minutes', async () => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);
    const [once, late] = [await app.code(), await app.code()];

    await app.redeem(once);
    const again = await app.redeem(once);
    await calendly.simulator.advance(600);
    const tooLate = await app.redeem(late);

    expect([again, tooLate]).toMatchObject([
      { status: 400, body: invalidGrant },
      { status: 400, body: invalidGrant },
    ]);
  });

  test.each([
    ['another verifier', { code_verifier: 'another verifier' }],
    ['no verifier', { code_verifier: '' }],
    ['another way back', { redirect_uri: 'http://localhost:3000/' }],
  ])('with %s is refused, and stays good', async (_, changes) => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);
    const code = await app.code();

    expect(await app.redeem(code, changes)).toMatchObject({ status: 400, body: invalidGrant });
    expect((await app.redeem(code)).status).toBe(200);
  });

  test('is no other app’s', async () => {
    const clients = ['one', 'other'].map((id) => ({ id, secret: 's', signingKey }));
    await using calendly = await ACalendly.start({ clients });
    const code = await new AnApp(calendly, { id: 'one', secret: 's' }).code();

    const stolen = await new AnApp(calendly, { id: 'other', secret: 's' }).redeem(code);

    expect(stolen).toMatchObject({ status: 400, body: invalidGrant });
  });
});

describe('an app', () => {
  const web = { id: 'an-app', secret: 'a-secret.with_marks', signingKey };
  const native = { id: 'native', secret: null, signingKey };
  const encoded = `Basic ${Buffer.from('an%2Dapp:a%2Dsecret').toString('base64')}`;

  test('of the web says who it is by HTTP Basic, unencoded', async () => {
    await using calendly = await ACalendly.start({ clients: [web, native] });
    const app = new AnApp(calendly, web);
    const inForm = { client_id: web.id, client_secret: web.secret };

    const refused = [
      await app.redeem(await app.code(), {}, {}),
      await app.redeem(await app.code(), inForm, {}),
      await app.redeem(await app.code(), {}, { authorization: encoded }),
      await app.redeem(await app.code(), { client_id: web.id }, {}),
    ];

    for (const { status, headers, body } of refused) {
      expect(status).toBe(401);
      expect(body).toEqual(apiFixture('oauth.token.401-invalid-client'));
      expect(headers.get('www-authenticate')).toContain('error="invalid_client"');
    }
    expect((await app.connect()).status).toBe(200);
  });

  test('that is native says its id in the form', async () => {
    await using calendly = await ACalendly.start({ clients: [web, native] });
    const app = new AnApp(calendly, native);

    const { status } = await app.redeem(await app.code(), { client_id: native.id });

    expect(status).toBe(200);
  });

  test('that is old may send JSON, and one from before scopes holds them all', async () => {
    await using calendly = await ACalendly.start({ clients: [{ ...web, legacy: true }] });
    const app = new AnApp(calendly, web);
    const fields = {
      grant_type: 'authorization_code',
      client_id: web.id,
      client_secret: web.secret,
      code: await app.code({ scope: '' }),
      redirect_uri: app.redirectUri,
      code_verifier: 'a verifier of at least forty-three characters, for tests',
    };

    const { status, body } = await calendly.call('POST', '/oauth/token', fields);

    expect(status).toBe(200);
    expect(shapeDifferences(body, apiFixture('oauth.token.legacy-default-scope.200'))).toEqual([]);
    expect(body.scope).toBe('default');
    expect((await calendly.get('/users/me', body.access_token)).status).toBe(200);
  });

  test('that asks for no scope gets no access', async () => {
    await using calendly = await ACalendly.start();

    const { body } = await new AnApp(calendly).connect({ scope: '' });

    expect(body.scope).toBe('');
    expect((await calendly.get('/users/me', body.access_token)).status).toBe(403);
  });

  test('that asks for another grant is refused', async () => {
    await using calendly = await ACalendly.start();
    const { basic } = new AnApp(calendly);

    const { status, body } = await calendly.form('/oauth/token', { grant_type: 'password' }, basic);

    expect([status, body.error]).toEqual([400, 'unsupported_grant_type']);
  });
});

describe('a token', () => {
  test('expires after two hours, told as Calendly does', async () => {
    await using calendly = await ACalendly.start();
    const { access_token } = (await new AnApp(calendly).connect()).body;

    await calendly.simulator.advance(7199);
    const inTime = await calendly.get('/users/me', access_token);
    await calendly.simulator.advance(1);
    const tooLate = await calendly.get('/users/me', access_token);

    expect(inTime.status).toBe(200);
    expect(tooLate.status).toBe(401);
    expect(tooLate.body).toEqual(apiFixture('error.401-expired'));
  });

  test('that is personal never expires, and has the scopes it was made with', async () => {
    await using calendly = await ACalendly.start();
    const token = calendly.token('hugo-marchand', ['users:read']);

    await calendly.simulator.advance(400 * 86_400);

    expect((await calendly.get('/users/me', token)).body.resource.name).toBe('Hugo Marchand');
    expect((await calendly.get('/event_types', token)).status).toBe(403);
  });

  test('is one of eight a minute for a user; one too many spends nothing', async () => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);
    let { refresh_token } = (await app.connect()).body;
    for (let used = 1; used < 8; used += 1)
      refresh_token = (await app.refresh(refresh_token)).body.refresh_token;
    const code = await app.code();

    const tooMany = await app.refresh(refresh_token);
    const alsoTooMany = await app.redeem(code);
    const somebodyElse = await app.connect({ user: 'mira-holt' });
    await calendly.simulator.advance(60);

    expect([tooMany.status, alsoTooMany.status]).toEqual([429, 429]);
    expect(somebodyElse.status).toBe(200);
    expect((await app.refresh(refresh_token)).status).toBe(200);
    expect((await app.redeem(code)).status).toBe(200);
    expect(calendly.simulator.refreshes.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 7 }, () => 'rotated'),
      'rate-limited',
      'rotated',
    ]);
  });
});

describe('a refresh token', () => {
  test('is spent by its use, and brings the next one', async () => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);
    const first = (await app.connect()).body;

    const { status, body } = await app.refresh(first.refresh_token);
    const again = await app.refresh(first.refresh_token);

    expect(status).toBe(200);
    expect(shapeDifferences(body, apiFixture('oauth.token.refresh.200'))).toEqual([]);
    expect(body.scope).toBe(usualScopes);
    expect(body.refresh_token).not.toBe(first.refresh_token);
    expect(again).toMatchObject({ status: 400, body: invalidGrant });
    expect((await app.refresh(body.refresh_token)).status).toBe(200);
  });

  test('that is used twice shows in the log, also when both come at once', async () => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);
    const { refresh_token } = (await app.connect()).body;

    const both = await Promise.all([app.refresh(refresh_token), app.refresh(refresh_token)]);
    await app.refresh('nobody’s');

    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 400]));
    expect(calendly.simulator.refreshes).toMatchObject([
      { token: refresh_token.slice(0, 8), user: 'camille-perrin', outcome: 'rotated' },
      { token: refresh_token.slice(0, 8), user: 'camille-perrin', outcome: 'reused' },
      { user: null, outcome: 'unknown' },
    ]);
  });

  test('lasts until it is used', async () => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);
    const { refresh_token } = (await app.connect()).body;

    await calendly.simulator.advance(400 * 86_400);

    expect((await app.refresh(refresh_token)).status).toBe(200);
  });
});

describe('revoking', () => {
  test.each(['access_token', 'refresh_token'])('by the %s takes both', async (name) => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);
    const { body } = await app.connect();

    const revoked = await app.about('/oauth/revoke', { token: body[name] });

    expect(revoked.status).toBe(apiFixture('http-meta')['oauth.revoke'].status);
    expect((await calendly.get('/users/me', body.access_token)).body).toEqual(
      apiFixture('error.401-unauthenticated'),
    );
    expect((await app.refresh(body.refresh_token)).body).toEqual(invalidGrant);
    expect((await app.about('/oauth/revoke', { token: body[name] })).status).toBe(200);
  });

  test('needs a token, and the app whose it is', async () => {
    const clients = ['one', 'other'].map((id) => ({ id, secret: 's', signingKey }));
    await using calendly = await ACalendly.start({ clients });
    const [one, other] = clients.map((credentials) => new AnApp(calendly, credentials));
    const { access_token } = (await one?.connect())?.body ?? {};

    expect(await one?.about('/oauth/revoke', {})).toMatchObject({
      status: 400,
      body: apiFixture('oauth.revoke.400-invalid-request'),
    });
    const wrong = await one?.about('/oauth/revoke', { token: access_token, client_secret: 'no' });
    expect(wrong?.status).toBe(403);
    await other?.about('/oauth/revoke', { token: access_token });
    expect((await calendly.get('/users/me', access_token)).status).toBe(200);
  });
});

describe('introspecting', () => {
  test('tells of a live token, as Calendly does', async () => {
    await using calendly = await ACalendly.start();
    const app = new AnApp(calendly);
    const { access_token: token, created_at, owner } = (await app.connect()).body;

    const { body } = await app.about('/oauth/introspect', { token });
    await calendly.simulator.advance(7200);
    const expired = await app.about('/oauth/introspect', { token });

    expect(shapeDifferences(body, apiFixture('oauth.introspect.active.200'))).toEqual([]);
    expect(body).toMatchObject({ active: true, iat: created_at, exp: created_at + 7200, owner });
    expect(expired.body).toEqual(apiFixture('oauth.introspect.inactive.200'));
  });

  test('needs the app', async () => {
    await using calendly = await ACalendly.start();
    const { status, body } = await new AnApp(calendly).about('/oauth/introspect', {
      client_secret: 'no',
    });

    expect([status, body]).toEqual([401, apiFixture('oauth.token.401-invalid-client')]);
  });
});

test('an OAuth library of others connects, refreshes, introspects and revokes', async () => {
  await using calendly = await ACalendly.start();
  const { id, secret } = calendly.simulator.client;
  const server: client.ServerMetadata = {
    ...(await calendly.get('/.well-known/oauth-authorization-server')).body,
  };
  const basic: client.ClientAuth = (_as, _client, _body, headers) =>
    headers.set('authorization', `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`);
  const config = new client.Configuration(server, id, undefined, basic);
  const post = new client.Configuration(
    server,
    id,
    undefined,
    client.ClientSecretPost(secret ?? ''),
  );
  for (const each of [config, post]) client.allowInsecureRequests(each);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: 'http://127.0.0.1:3000/back',
    scope: usualScopes,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
  });

  const location = new URL(await calendly.simulator.consent(address.href));
  const checks = { pkceCodeVerifier, expectedState };
  const tokens = await client.authorizationCodeGrant(config, location, checks);
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
  const reused = await client
    .refreshTokenGrant(config, tokens.refresh_token ?? '')
    .catch((error: unknown) => error);
  const told = await client.tokenIntrospection(post, renewed.access_token);
  await client.tokenRevocation(post, renewed.access_token);

  expect(tokens['owner']).toBe((await calendly.who()).user);
  expect(renewed.refresh_token).not.toBe(tokens.refresh_token);
  expect(reused).toMatchObject({ error: 'invalid_grant', status: 400 });
  expect(told.active).toBe(true);
  expect((await calendly.get('/users/me', renewed.access_token)).status).toBe(401);
});
