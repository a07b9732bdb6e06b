import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { CalendlyStatus } from '../../adapters/wire/calendly-status.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem } from '../support/the-api.ts';

jest.setTimeout(60_000);

let world: AServiceAtCalendly;
beforeAll(async () => {
  world = await AServiceAtCalendly.start();
});
afterAll(() => world[Symbol.asyncDispose]());

const connect = (personalAccessToken: unknown, organization = 'demo') =>
  world.ask('POST', '/calendly/connect', { organization, body: { personalAccessToken } });

describe('a personal access token', () => {
  test('connects at once, and is answered with the status', async () => {
    const { status, body, headers } = await connect(` ${world.simulator.personalAccessToken()}\n`);

    expect(status).toBe(201);
    expect(headers.getSetCookie()).toEqual([]);
    expect(CalendlyStatus.parse(body)).toMatchObject({
      connected: true,
      kind: 'personal_token',
      scope: 'organization',
      token: { expiresAt: null },
      user: { name: 'Camille Perrin' },
      subscription: { state: 'active' },
      problems: [],
    });
    expect(await world.syncOver()).toMatchObject({ state: 'done', percent: 100 });
    world.simulator.book({ email: 'ada@example.com' });
    await until(async () => (await world.emails()).includes('ada@example.com'), 'a booking');
  });

  test('of a member of the Calendly organization brings the bookings of that member alone', async () => {
    const organization = 'hugo';
    await connect(world.simulator.personalAccessToken('hugo-marchand'), organization);
    const callbackUrl = `${world.url}/calendly/webhook/${await world.connectionId({ organization })}`;

    const all = await world.subscriptions();
    expect(all.filter(({ callback_url: url }) => url.startsWith(callbackUrl))).toMatchObject([
      { callback_url: callbackUrl, scope: 'user', user: await world.userUri('hugo-marchand') },
    ]);
    expect(await world.status({ organization })).toMatchObject({
      scope: 'user',
      routingForms: null,
      problems: [],
    });
  });

  test('on a plan without routing forms brings the bookings', async () => {
    const organization = 'mira';
    await connect(world.simulator.personalAccessToken('mira-holt'), organization);

    expect(await world.status({ organization })).toMatchObject({
      scope: 'organization',
      subscription: { state: 'active' },
      routingForms: null,
      problems: [],
    });
  });

  test('that may not make webhooks connects, and the status names what is missing', async () => {
    const organization = 'partial';
    const { simulator } = world;
    const scopes = ['users:read', 'scheduled_events:read'];
    simulator.setRole('hugo-marchand', 'user');
    await world.ask('DELETE', '/calendly/disconnect', { organization: 'hugo' });
    const token = simulator.personalAccessToken('hugo-marchand', scopes);

    const { status } = await connect(token, organization);

    expect(status).toBe(201);
    expect(await world.status({ organization })).toMatchObject({
      connected: true,
      subscription: null,
      problems: [
        {
          code: 'scope_missing',
          message: expect.stringMatching(/^Il manque une autorisation : webhooks:write\.$/),
        },
      ],
    });
    expect(await world.syncOver({ organization })).toMatchObject({ state: 'done' });
  });

  test('that Calendly does not know is refused with words', async () => {
    const before = await world.status();

    for (const token of [
      'eyJhbGciOiJIUzI1NiJ9.e30.c2ln',
      `${world.simulator.personalAccessToken()}x`,
    ]) {
      const answer = await connect(token);
      expectProblem(answer, 400, 'oauth_failed');
      expect(answer.body).toMatchObject({ detail: expect.stringContaining('Check it') });
    }
    expect(await world.status()).toEqual(before);
  });

  test.each(['', ' ', 'two words', 'not äscii', 7, null])('is a word, not %p', async (token) => {
    expectProblem(await connect(token), 422, 'validation');
  });
});

describe('a member', () => {
  test.each([
    ['POST', '/calendly/connect'],
    ['POST', '/calendly/sync'],
    ['DELETE', '/calendly/disconnect'],
  ])('may not %s %s', async (method, path) => {
    const before = [await world.status(), await world.subscriptions()];

    expectProblem(await world.ask(method, path, { role: 'member' }), 403, 'forbidden');

    expect([await world.status(), await world.subscriptions()]).toEqual(before);
  });

  test('sees how the connection is, as an administrator does', async () => {
    const { mayManage, ...seen } = await world.status({ role: 'member' });

    expect(mayManage).toBe(false);
    expect(seen).toMatchObject({ connected: true });
    expect({ ...seen, mayManage: true }).toEqual(await world.status());
  });

  test('is answered nothing without a token', async () => {
    for (const path of ['/calendly/status', '/calendly/completeness', '/calendly/sync/x'])
      expectProblem(await world.service.get(path, { token: null }), 401, 'token_missing');
  });
});
