import { describe, expect, test } from '@jest/globals';
import type { CalendlyApiClient } from '../../adapters/calendly/calendly-api-client.ts';
import {
  CalendlyConflict,
  CalendlyForbidden,
  CalendlyNotFound,
  CalendlyRateLimited,
  CalendlyUnauthenticated,
  ProviderError,
} from '../../src/domain/errors.ts';
import type { MeetingQuery, WantedSubscription } from '../../src/ports/calendly-api.ts';
import { apiFixture, apiFixtureNames } from '../simulator/a-fixture.ts';
import { AForeignServer } from './a-foreign-server.ts';
import { anApiClient } from './an-api-client.ts';

const mira = 'https://api.calendly.com/users/3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01';
const northwind = 'https://api.calendly.com/organizations/7c1d2f6a-5b1e-4c0a-9a53-3f5b8d2e6a10';
const hook = 'https://api.calendly.com/webhook_subscriptions/a3537fc6-d190-4474-8053-60c271849361';
const meetingUri = 'https://api.calendly.com/scheduled_events/2d8caf53-1e60-4b97-84f2-a03e7d9b8c12';
const owner = { scope: 'user' as const, organizationUri: northwind, userUri: mira };
const window: MeetingQuery = {
  ...owner,
  from: new Date('2026-12-01T00:00:00.000Z'),
  to: new Date('2026-12-31T00:00:00.000Z'),
  pageToken: null,
};
const wanted: WantedSubscription = {
  ...owner,
  callbackUrl: 'https://hooks.northwind.test/webhooks/calendly/conn_01',
  events: [
    'invitee.created',
    'invitee.canceled',
    'invitee_no_show.created',
    'invitee_no_show.deleted',
  ],
  signingKey: '9Zk2mQv7XbT4nR8sLw1Yc6Ha3Ue5Pf0dGiJoKtVxNyE',
};

type Ask = (api: CalendlyApiClient) => Promise<unknown>;
const me: Ask = (api) => api.me('a token');
const subscribe: Ask = (api) => api.subscribe('a token', wanted);
const meetings: Ask = (api) => api.meetings('a token', window);
const subscription: Ask = (api) => api.subscription('a token', hook);
const meeting: Ask = (api) => api.meeting('a token', meetingUri);
const invitees: Ask = async (api) =>
  api.invitees('a token', await api.meeting('a token', meetingUri));

const active = {
  uri: hook,
  callbackUrl: wanted.callbackUrl,
  state: 'active',
  events: wanted.events,
  retryStartedAt: null,
  checkedAt: new Date('2026-11-24T09:00:00.000Z'),
};

const understood: [name: string, status: number, ask: Ask, path: string, told: unknown][] = [
  [
    'users-me.200',
    200,
    me,
    '/users/me',
    { uri: mira, name: 'Mira Holt', email: 'mira.holt@northwind.test', organizationUri: northwind },
  ],
  ['webhook-subscriptions.create.201', 201, subscribe, '/webhook_subscriptions', active],
  [
    'webhook-subscriptions.get.disabled.200',
    200,
    subscription,
    new URL(hook).pathname,
    { ...active, state: 'disabled', retryStartedAt: new Date('2026-11-24T12:00:00.000Z') },
  ],
  [
    'webhook-subscriptions.get.retrying.200',
    200,
    subscription,
    new URL(hook).pathname,
    { ...active, retryStartedAt: new Date('2026-11-24T12:00:00.000Z') },
  ],
  [
    'webhook-subscriptions.list.200',
    200,
    (api) => api.subscriptions('a token', owner),
    `/webhook_subscriptions?scope=user&organization=${encodeURIComponent(northwind)}&user=${encodeURIComponent(mira)}&count=100`,
    [
      active,
      expect.objectContaining({
        state: 'disabled',
        callbackUrl: 'https://other-app.example.com/calendly',
      }),
    ],
  ],
  [
    'scheduled-events.list.empty.200',
    200,
    meetings,
    `/scheduled_events?user=${encodeURIComponent(mira)}&min_start_time=2026-12-01T00%3A00%3A00.000Z&max_start_time=2026-12-31T00%3A00%3A00.000Z&sort=start_time%3Aasc&count=100`,
    { meetings: [], nextPageToken: null },
  ],
  [
    'scheduled-events.list.page-1.200',
    200,
    (api) => api.meetings('a token', { ...window, scope: 'organization', to: null }),
    `/scheduled_events?organization=${encodeURIComponent(northwind)}&min_start_time=2026-12-01T00%3A00%3A00.000Z&sort=start_time%3Aasc&count=100`,
    {
      meetings: [
        expect.objectContaining({
          startTime: new Date('2026-12-03T15:00:00.000Z'),
          inviteesTotal: 1,
          locationReady: true,
        }),
        expect.anything(),
      ],
      nextPageToken: 'sNjq4TvMDfUHEl7zHRR0k0E1PCEJWvdi',
    },
  ],
  [
    'scheduled-events.list.page-2.200',
    200,
    (api) => api.meetings('a token', { ...window, pageToken: 'a/b' }),
    '/scheduled_events?user=https%3A%2F%2Fapi.calendly.com%2Fusers%2F3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01&min_start_time=2026-12-01T00%3A00%3A00.000Z&max_start_time=2026-12-31T00%3A00%3A00.000Z&sort=start_time%3Aasc&count=100&page_token=a%2Fb',
    { meetings: [expect.objectContaining({ inviteesTotal: 2 })], nextPageToken: null },
  ],
  [
    'scheduled-events.get.200',
    200,
    meeting,
    new URL(meetingUri).pathname,
    expect.objectContaining({ uri: meetingUri, locationReady: true }),
  ],
];

describe('Calendly’s answer', () => {
  test.each(understood)('%s is understood', async (name, status, ask, path, told) => {
    await using server = await AForeignServer.json(status, apiFixture(name));
    const { api, logger } = anApiClient(server.url);

    expect(await ask(api)).toEqual(told);

    expect(server.asked.map((asked) => asked.path)).toEqual([path]);
    expect(server.asked[0]?.headers).toMatchObject({
      authorization: 'Bearer a token',
      'user-agent': expect.stringMatching(/./),
    });
    expect(logger.lines).toEqual([]);
  });

  test('scheduled-event-invitees.list.200 is understood', async () => {
    await using server = await AForeignServer.answering((response, { path }) => {
      const name = path.includes('/invitees?')
        ? 'scheduled-event-invitees.list.200'
        : 'scheduled-events.get.200';
      response.writeHead(200).end(JSON.stringify(apiFixture(name)));
    });

    const told = await invitees(anApiClient(server.url).api);

    expect(told).toMatchObject([
      { fact: { kind: 'booked', email: 'ines.duarte@example.com' } },
      { fact: { kind: 'booked', email: 'jonas.berg@example.com' } },
      { fact: { kind: 'canceled', email: 'ines.duarte@example.com' } },
    ]);
    expect(server.asked[1]?.path).toBe(`${new URL(meetingUri).pathname}/invitees?count=100`);
  });

  test('webhook-subscriptions.create.request.user-scope and .organization-scope are what it was asked', async () => {
    await using server = await AForeignServer.json(
      201,
      apiFixture('webhook-subscriptions.create.201'),
    );
    const { api } = anApiClient(server.url);
    const organizations = apiFixture('webhook-subscriptions.create.request.organization-scope');

    await api.subscribe('a token', wanted);
    await api.subscribe('a token', {
      ...wanted,
      scope: 'organization',
      userUri: null,
      callbackUrl: organizations.url,
      events: organizations.events,
    });

    expect(server.asked.map(({ body }) => JSON.parse(body))).toEqual([
      apiFixture('webhook-subscriptions.create.request.user-scope'),
      organizations,
    ]);
  });

  test('204 to a deletion is understood, and so is that it is gone already', async () => {
    await using done = await AForeignServer.json(204, null);
    await using gone = await AForeignServer.json(404, apiFixture('error.404-not-found'));

    for (const { url } of [done, gone])
      await expect(anApiClient(url).api.unsubscribe('a token', hook)).resolves.toBeUndefined();

    expect(done.asked).toMatchObject([{ method: 'DELETE', path: new URL(hook).pathname }]);
  });
});

type Refusal = new (...told: never[]) => Error;
const refused: [name: string, status: number, ask: Ask, refusal: Refusal, told: object][] = [
  [
    'error.400-invalid-argument',
    400,
    meetings,
    ProviderError,
    { message: 'The supplied parameters are invalid. min_start_time must be a valid date-time' },
  ],
  ['error.401-expired', 401, me, CalendlyUnauthenticated, { message: 'The access token expired' }],
  [
    'error.401-unauthenticated',
    401,
    me,
    CalendlyUnauthenticated,
    { message: 'The access token is invalid' },
  ],
  [
    'error.403-insufficient-scope',
    403,
    meetings,
    CalendlyForbidden,
    { want: 'scope', requiredScopes: ['scheduled_events:read'] },
  ],
  ['error.403-permission-denied', 403, meetings, CalendlyForbidden, { want: 'role' }],
  [
    'error.403-specify-organization',
    403,
    meetings,
    CalendlyForbidden,
    { want: 'role', message: expect.stringContaining('specify organization') },
  ],
  [
    'error.404-not-found',
    404,
    meeting,
    CalendlyNotFound,
    { message: 'The server could not find the requested resource.' },
  ],
  ['error.429-rate-limited', 429, meetings, CalendlyRateLimited, { seconds: 37 }],
  [
    'error.500-internal',
    500,
    me,
    ProviderError,
    { message: 'Calendly could not answer GET /users/me (500).' },
  ],
  [
    'webhook-subscriptions.create.400',
    400,
    subscribe,
    ProviderError,
    {
      message:
        'The supplied parameters are invalid. url must be a valid https URL, events is invalid',
    },
  ],
  [
    'webhook-subscriptions.create.403-insufficient-scope',
    403,
    subscribe,
    CalendlyForbidden,
    { want: 'scope', requiredScopes: ['webhooks:write'] },
  ],
  [
    'webhook-subscriptions.create.403-not-admin',
    403,
    subscribe,
    CalendlyForbidden,
    { want: 'role' },
  ],
  ['webhook-subscriptions.create.403-plan', 403, subscribe, CalendlyForbidden, { want: 'plan' }],
  [
    'webhook-subscriptions.create.403-plan-older-wording',
    403,
    subscribe,
    CalendlyForbidden,
    { want: 'plan' },
  ],
  [
    'webhook-subscriptions.create.409',
    409,
    subscribe,
    CalendlyConflict,
    { message: 'Hook with this url already exists' },
  ],
];

describe('Calendly’s refusal', () => {
  test.each(refused)('%s is refused with words', async (name, status, ask, refusal, told) => {
    const meta = apiFixture('http-meta')[status] ?? { headers: {} };
    await using server = await AForeignServer.json(status, apiFixture(name), meta.headers);

    const failure = await ask(anApiClient(server.url).api).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(refusal);
    expect(failure).toMatchObject({ message: expect.stringMatching(/\w/), ...told });
    expect(JSON.stringify([failure, String(failure)])).not.toContain('a token');
  });

  test.each([
    [{ 'retry-after': '120' }, 120],
    [{ 'retry-after': 'Tue, 24 Nov 2026 09:02:00 GMT' }, 120],
    [{ 'x-ratelimit-reset': '37', 'retry-after': '120' }, 37],
    [{ 'x-ratelimit-reset': '1795600800' }, 3600],
    [{ 'retry-after': 'soon' }, 60],
    [{ 'retry-after': '0' }, 1],
    [{}, 60],
  ])('429 with %j means %i seconds', async (headers, seconds) => {
    await using server = await AForeignServer.json(429, {}, headers);

    await expect(me(anApiClient(server.url).api)).rejects.toMatchObject({ seconds });
    expect(server.asked).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 409, 422, 424, 429])(
    '%i in no words of Calendly’s has words of ours',
    async (status) => {
      await using server = await AForeignServer.answering((response) => {
        response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>No</h1>');
      });

      const failure = await subscribe(anApiClient(server.url).api).catch((error: unknown) => error);

      expect(failure).toMatchObject({ message: expect.stringMatching(/^Calendly .*\d/) });
      expect(server.asked).toHaveLength(1);
    },
  );
});

test('every answer in the fixtures is understood, refused, or to a call that is not made', () => {
  const notAsked =
    /^(http-meta|event-types|data-compliance|invitee-no-shows|scheduled-event\.cancellation)/;
  /** Tokens have a client of their own, which its tests hold to them. */
  const ofTokens = /^oauth\./;
  /** A single invitee is told as in a list; invitee-facts.test.ts reads these two. */
  const single = /^scheduled-event-invitee\.get/;
  const inWords = [
    'scheduled-event-invitees.list.200',
    'webhook-subscriptions.create.request.user-scope',
    'webhook-subscriptions.create.request.organization-scope',
  ];
  const told = [...[...understood, ...refused].map(([name]) => name), ...inWords];

  const missing = apiFixtureNames()
    .filter((name) => ![notAsked, ofTokens, single].some((others) => others.test(name)))
    .filter((name) => !told.includes(name));

  expect(missing).toEqual([]);
});
