import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ACalendly } from './a-calendly.ts';
import { ACallback } from './a-callback.ts';
import { apiFixture } from './a-fixture.ts';
import { pathOf, subscribe } from './a-subscription.ts';
import { AnApp, usualScopes } from './an-app.ts';

let calendly: ACalendly;
let app: AnApp;
beforeEach(async () => {
  calendly = await ACalendly.start({ events: 12 });
  app = new AnApp(calendly);
});
afterEach(() => calendly[Symbol.asyncDispose]());

/** The raw answer of a refresh. */
function refresh(refresh_token: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${calendly.url}/oauth/token`, {
    method: 'POST',
    redirect: 'manual',
    headers: app.basic,
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token }),
    ...(signal && { signal }),
  });
}

const noAnswer = (request: Promise<Response>) => expect(request).rejects.toThrow('fetch failed');

describe('the token endpoint', () => {
  test.each([
    ['html', 200, /^<!doctype html>/],
    ['huge', 200, /^\{"access_token":"xxx/],
    ['redirect', 301, /^$/],
    ['rate-limited', 429, /^\{"error"/],
    ['server-error', 500, /Internal Server Error/],
    ['unavailable', 503, /Internal Server Error/],
  ] as const)('answers %s with %p, once, and the token stays good', async (kind, status, body) => {
    const { refresh_token } = (await app.connect()).body;

    calendly.simulator.switchOn({ at: 'token', kind });
    const broken = await refresh(refresh_token);
    const text = await broken.text();

    expect(broken.status).toBe(status);
    expect(text).toMatch(body);
    expect((await refresh(refresh_token)).status).toBe(200);
  });

  test('answers with ten megabytes', async () => {
    calendly.simulator.switchOn({ at: 'token', kind: 'huge' });

    expect((await (await refresh('any')).text()).length).toBeGreaterThan(10_000_000);
  });

  test('stalls, for a minute or as long as is asked for', async () => {
    calendly.simulator.switchOn({ at: 'token', kind: 'stall' });
    calendly.simulator.switchOn({ at: 'token', kind: 'stall', seconds: 0.05 });

    const impatient = refresh('any', AbortSignal.timeout(50));

    await expect(impatient).rejects.toThrow('aborted due to timeout');
    await noAnswer(refresh('any'));
  });

  test('cuts the line before it does anything, or after', async () => {
    const { refresh_token } = (await app.connect()).body;

    calendly.simulator.switchOn({ at: 'token', kind: 'reset' });
    await noAnswer(refresh(refresh_token));
    calendly.simulator.switchOn({ at: 'token', kind: 'answer-lost' });
    await noAnswer(refresh(refresh_token));
    const after = await refresh(refresh_token);

    expect(after.status).toBe(400);
    expect(calendly.simulator.refreshes.map(({ outcome }) => outcome)).toEqual([
      'rotated',
      'reused',
    ]);
  });

  test('says half of what it has to say', async () => {
    calendly.simulator.switchOn({ at: 'token', kind: 'truncated' });

    const response = await refresh('any');

    await expect(response.json()).rejects.toThrow('in JSON');
  });

  test('says invalid_grant with 401 and a challenge', async () => {
    const { refresh_token } = (await app.connect()).body;
    calendly.simulator.switchOn({ at: 'token', kind: 'invalid-grant' });

    const { status, headers, body } = await app.refresh(refresh_token);

    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('error="invalid_grant"');
    expect(body).toEqual(apiFixture('oauth.token.400-invalid-grant'));
  });

  test('brings no new refresh token, and the old one stays good', async () => {
    const { refresh_token } = (await app.connect()).body;
    calendly.simulator.switchOn({ at: 'token', kind: 'no-refresh-token' });

    const { body } = await app.refresh(refresh_token);

    expect(body).not.toHaveProperty('refresh_token');
    expect((await calendly.get('/users/me', body.access_token)).status).toBe(200);
    expect((await app.refresh(refresh_token)).status).toBe(200);
  });

  test('grants less than before, and means it', async () => {
    const { refresh_token } = (await app.connect()).body;
    calendly.simulator.switchOn({ at: 'token', kind: 'reduced-scope' });

    const { body } = await app.refresh(refresh_token);
    const next = await app.refresh(body.refresh_token);

    expect(body.scope).toBe(usualScopes.replace(' webhooks:write', ''));
    expect((await subscribe(calendly, { token: body.access_token })).status).toBe(403);
    expect(next.body.scope).toBe(body.scope);
  });
});

describe('the API', () => {
  test.each([
    ['unauthorized', 401, apiFixture('error.401-unauthenticated')],
    ['rate-limited', 429, apiFixture('error.429-rate-limited')],
    ['server-error', 500, apiFixture('error.500-internal')],
  ] as const)('answers %s with %p as Calendly does, once', async (kind, status, body) => {
    calendly.simulator.switchOn({ at: 'api', kind });

    expect(await calendly.get('/users/me')).toMatchObject({ status, body });
    expect((await calendly.get('/users/me')).status).toBe(200);
  });

  test('says in how many seconds its limit ends', async () => {
    calendly.simulator.switchOn({ at: 'api', kind: 'rate-limited', seconds: 37 });

    const { headers } = await calendly.get('/users/me');

    const sample = apiFixture('http-meta')['429'].headers;
    for (const [name, value] of Object.entries(sample)) expect(headers.get(name)).toBe(value);
  });

  test('breaks on one route only, after some calls that go well, as often as is asked for', async () => {
    const { user } = await calendly.who();
    const list = async () =>
      (await calendly.get(`/scheduled_events?user=${encodeURIComponent(user)}`)).status;
    calendly.simulator.switchOn({
      at: 'api',
      kind: 'unavailable',
      route: 'GET /scheduled_events',
      skip: 1,
      times: 2,
    });

    const statuses = [await list(), (await calendly.get('/users/me')).status, await list()];

    expect([...statuses, await list(), await list()]).toEqual([200, 200, 503, 503, 200]);
  });

  test('breaks until it is mended', async () => {
    calendly.simulator.switchOn({ at: 'api', kind: 'html', times: null });
    calendly.simulator.switchOn({ at: 'token', kind: 'html', times: null });

    const broken = [(await calendly.get('/users/me')).body, (await calendly.get('/users/me')).body];
    calendly.simulator.switchOff('html');

    for (const body of broken) expect(body).toContain('<title>Down for maintenance</title>');
    expect((await calendly.get('/users/me')).status).toBe(200);
    expect((await app.connect()).status).toBe(200);
  });

  test('loses the answer of what it did', async () => {
    calendly.simulator.switchOn({
      at: 'api',
      kind: 'answer-lost',
      route: 'POST /webhook_subscriptions',
    });

    await expect(subscribe(calendly)).rejects.toThrow('fetch failed');

    expect((await subscribe(calendly)).status).toBe(409);
  });

  test('leads astray from a page: a token that is none, the same page for ever, a foreign host', async () => {
    const { user } = await calendly.who();
    const load = async (more: Record<string, string> = {}) =>
      (
        await calendly.get(
          `/scheduled_events?${new URLSearchParams({ user, count: '4', ...more }).toString()}`,
        )
      ).body;
    const { pagination } = await load();

    calendly.simulator.switchOn({ at: 'api', kind: 'wrong-page-token' });
    const wrong = (await load()).pagination.next_page_token;
    calendly.simulator.switchOn({ at: 'api', kind: 'repeated-page', times: null });
    const second = await load({ page_token: pagination.next_page_token });
    const secondAgain = await load({ page_token: second.pagination.next_page_token });
    calendly.simulator.switchOff();
    calendly.simulator.switchOn({ at: 'api', kind: 'foreign-next-page' });
    const foreign = (await load()).pagination;

    expect((await load({ page_token: wrong })).title).toBe('Invalid Argument');
    expect(secondAgain).toEqual(second);
    expect(new URL(foreign.next_page).origin).not.toBe(calendly.url);
    expect(foreign.next_page_token).toBe(pagination.next_page_token);
  });
});

describe('deliveries', () => {
  let callback: ACallback;
  beforeEach(async () => {
    callback = await ACallback.listen();
    await subscribe(calendly, { url: callback.url });
  });
  afterEach(() => callback[Symbol.asyncDispose]());

  const book = async (count: number) => {
    for (let at = 0; at < count; at += 1)
      calendly.simulator.book({ email: `p${at}@example.com`, name: String(at) });
    await calendly.simulator.settled();
  };
  const names = () => callback.heard.map(({ body }) => body.payload.name as string);

  test('are lost', async () => {
    calendly.simulator.switchOn({ at: 'deliveries', kind: 'lost' });

    await book(2);
    await calendly.simulator.advance(86_400);

    expect(names()).toEqual(['1']);
    expect(calendly.simulator.deliveries.map(({ status }) => status)).toEqual([
      'delivered',
      'lost',
    ]);
  });

  test('come several times, the same to the byte', async () => {
    calendly.simulator.switchOn({ at: 'deliveries', kind: 'duplicated', copies: 2 });

    await book(1);

    expect(names()).toEqual(['0', '0', '0']);
    expect(new Set(callback.heard.map(({ text }) => text)).size).toBe(1);
  });

  test('come late', async () => {
    calendly.simulator.switchOn({ at: 'deliveries', kind: 'delayed', seconds: 3600 });

    await book(2);
    const before = names();
    await calendly.simulator.advance(3599);
    const stillBefore = names();
    await calendly.simulator.advance(1);

    expect([before, stillBefore, names()]).toEqual([['1'], ['1'], ['1', '0']]);
  });

  test('come in another order, the same for the same seed', async () => {
    calendly.simulator.switchOn({ at: 'deliveries', kind: 'shuffled', times: null, seconds: 60 });
    await book(20);
    await calendly.simulator.advance(60);
    const first = names();

    await using again = await ACalendly.start({ events: 12 });
    await subscribe(again, { url: callback.url });
    again.simulator.switchOn({ at: 'deliveries', kind: 'shuffled', times: null, seconds: 60 });
    callback.heard.length = 0;
    for (let at = 0; at < 20; at += 1)
      again.simulator.book({ email: `p${at}@example.com`, name: String(at) });
    await again.simulator.advance(60);

    expect(first.toSorted()).toEqual(Array.from({ length: 20 }, (_, at) => `${at}`).toSorted());
    expect(first).not.toEqual(Array.from({ length: 20 }, (_, at) => `${at}`));
    expect(names()).toEqual(first);
  });

  test('come again, because Calendly never heard the answer', async () => {
    calendly.simulator.switchOn({ at: 'deliveries', kind: 'answer-lost' });

    await book(1);
    await calendly.simulator.advance(10);

    expect(names()).toEqual(['0', '0']);
    expect(calendly.simulator.deliveries).toMatchObject([
      { status: 'delivered', attempts: [{ status: null }, { status: 200 }] },
    ]);
  });
});

test('a fault that there is none of is refused', () => {
  const { simulator } = calendly;

  expect(() => simulator.switchOn({ at: 'api', kind: 'lost' as 'html' })).toThrow('Invalid option');
  expect(() => simulator.switchOn({ at: 'token', kind: 'html', times: 0 })).toThrow('Too small');
});

test('a fault leaves pages and controls alone', async () => {
  calendly.simulator.switchOn({ at: 'api', kind: 'html', times: null });
  const { eventUri } = calendly.simulator.book({ email: 'ada@example.com' });

  expect((await calendly.get('/simulator')).status).toBe(200);
  expect(pathOf(eventUri)).toContain('/scheduled_events/');
});
