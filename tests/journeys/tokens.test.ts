import { describe, expect, test } from '@jest/globals';
import { aRunningService, type RunningService, signed } from '../support/a-running-service.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';

const now = Math.floor(Date.now() / 1000);
const usual = { sub: 'a-person', org: 'demo', role: 'member', iat: now, exp: now + 600 };
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unsigned = (alg: string, signature = '') =>
  `${base64url({ alg, typ: 'JWT' })}.${base64url(usual)}.${signature}`;

describe('a token is not valid', () => {
  test.each<[string, string | Promise<string>]>([
    ['that nobody signed', unsigned('none')],
    ['that nobody signed, spelled None', unsigned('None', 'e30')],
    ['that nobody signed, spelled nOnE', unsigned('nOnE', 'e30')],
    ['signed with HS512', signed(usual, { alg: 'HS512' })],
    ['signed with HS384', signed(usual, { alg: 'HS384' })],
    ['without an end', signed({ ...usual, exp: undefined })],
    ['without a subject', signed({ ...usual, sub: undefined })],
    ['with an empty subject', signed({ ...usual, sub: '' })],
    ['without an organization', signed({ ...usual, org: undefined })],
    ['of an empty organization', signed({ ...usual, org: '' })],
    ['of several organizations', signed({ ...usual, org: ['demo', 'others'] })],
    ['of an object for an organization', signed({ ...usual, org: { id: 'demo' } })],
    ['of a number for an organization', signed({ ...usual, org: 1 })],
    ['of an organization of 201 letters', signed({ ...usual, org: 'o'.repeat(201) })],
    ['issued in the future', signed({ ...usual, iat: now + 60 })],
    ['not valid yet', signed({ ...usual, nbf: now + 60 })],
    ['until the year 33658', signed({ ...usual, exp: 1e12 })],
    ['until 1e15', signed({ ...usual, exp: 1e15 })],
    ['until a text', signed({ ...usual, exp: String(now + 600) })],
    ['that is a refresh token', signed(usual, { typ: 'rt+jwt' })],
    ['with padding', signed(usual).then((token) => `${token}=`)],
    ['that is a word', 'password'],
    ['of ten thousand parts', 'a.'.repeat(5000)],
  ])('%s', async (_, token) => {
    await using service = await aRunningService();

    const answer = await service.get('/prospects', { token: await token });

    expectProblem(answer, 401, 'token_invalid');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  test('when its signature is another token’s', async () => {
    await using service = await aRunningService();
    const [header, , signature] = (await signed(usual)).split('.');

    const token = [header, base64url({ ...usual, role: 'admin' }), signature].join('.');

    expectProblem(await service.get('/deliveries', { token }), 401, 'token_invalid');
  });

  test('of another issuer or for another audience, where they are set', async () => {
    await using service = await aRunningService({ JWT_ISSUER: 'us', JWT_AUDIENCE: 'crm' });
    const ask = async (claims: object) =>
      (await service.get('/prospects', { token: await signed({ ...usual, ...claims }) })).status;

    expect([
      await ask({ iss: 'us', aud: 'crm' }),
      await ask({ iss: 'us', aud: ['crm', 'erp'] }),
      await ask({ iss: 'them', aud: 'crm' }),
      await ask({ iss: 'us', aud: 'erp' }),
      await ask({ iss: 'us' }),
      await ask({ aud: 'crm' }),
    ]).toEqual([200, 200, 401, 401, 401, 401]);
  });
});

test('a token that has expired says so, and within the tolerance it is still taken', async () => {
  await using service = await aRunningService();

  const ask = async (secondsAgo: number) => {
    const exp = Math.floor(Date.now() / 1000) - secondsAgo;
    return service.get('/prospects', { token: await service.token({ exp }) });
  };

  // Five seconds are tolerated.
  const expired = await ask(6);
  const barely = await ask(1);

  expectProblem(expired, 401, 'token_expired');
  expect(barely.status).toBe(200);
});

test('a token names its organization and role in the claims that were set', async () => {
  await using service = await aRunningService({
    JWT_ORGANIZATION_CLAIM: 'tenant',
    JWT_ROLE_CLAIM: 'https://crm.example/role',
  });
  const token = await service.token({
    org: undefined,
    tenant: 'demo',
    'https://crm.example/role': 'admin',
  });

  expect(await listProspects(service, '', token)).toMatchObject({ items: [] });
  expect((await service.get('/deliveries', { token })).status).toBe(200);
});

describe('no token is what the service calls', () => {
  test.each<[string, (service: RunningService) => Promise<string>]>([
    ['none', async () => ''],
    ['a scheme alone', async () => 'Bearer'],
    ['a password', async () => 'Basic YWRhOnBhc3N3b3Jk'],
    ['a token under another scheme', async (service) => `Token ${await service.token()}`],
    ['a token without a scheme', (service) => service.token()],
    ['two tokens', async (service) => `Bearer ${await service.token()} ${await service.token()}`],
  ])('%s', async (_, header) => {
    await using service = await aRunningService();
    const authorization = await header(service);

    const answer = await service.get('/prospects', { token: null, headers: { authorization } });

    expectProblem(answer, 401, 'token_missing');
  });

  test('one in the address', async () => {
    await using service = await aRunningService();

    const path = `/prospects?token=${await service.token()}&access_token=x`;

    expectProblem(await service.get(path, { token: null }), 401, 'token_missing');
  });
});
