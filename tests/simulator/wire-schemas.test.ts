import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { CalendlyApiError, CalendlyApiOauthError } from '../../adapters/wire/calendly-api-error.ts';
import { CalendlyApiInvitee } from '../../adapters/wire/calendly-api-invitee.ts';
import { CalendlyApiNoShow } from '../../adapters/wire/calendly-api-no-show.ts';
import { calendlyPage, calendlyResource } from '../../adapters/wire/calendly-api-page.ts';
import { CalendlyApiScheduledEvent } from '../../adapters/wire/calendly-api-scheduled-event.ts';
import {
  CalendlyApiIntrospection,
  CalendlyApiToken,
} from '../../adapters/wire/calendly-api-token.ts';
import { CalendlyApiUser } from '../../adapters/wire/calendly-api-user.ts';
import {
  CalendlyApiNewWebhookSubscription,
  CalendlyApiWebhookSubscription,
} from '../../adapters/wire/calendly-api-webhook-subscription.ts';
import { CalendlyCancellation } from '../../adapters/wire/calendly-v2-webhook.ts';
import { apiFixture, apiFixtureNames } from './a-fixture.ts';

/** Which schema reads which fixtures, by how their names begin. The first that fits counts. */
const readers: [string, z.ZodType][] = [
  ['error.', CalendlyApiError],
  ['users-me', calendlyResource(CalendlyApiUser)],
  ['scheduled-events.list', calendlyPage(CalendlyApiScheduledEvent)],
  ['scheduled-events.get', calendlyResource(CalendlyApiScheduledEvent)],
  ['scheduled-event.cancellation.201', calendlyResource(CalendlyCancellation)],
  ['scheduled-event.cancellation.403', CalendlyApiError],
  ['scheduled-event-invitees.list', calendlyPage(CalendlyApiInvitee)],
  ['scheduled-event-invitee.get', calendlyResource(CalendlyApiInvitee)],
  ['invitee-no-shows.create', calendlyResource(CalendlyApiNoShow)],
  ['webhook-subscriptions.create.request', CalendlyApiNewWebhookSubscription],
  ['webhook-subscriptions.create.201', calendlyResource(CalendlyApiWebhookSubscription)],
  ['webhook-subscriptions.create.4', CalendlyApiError],
  ['webhook-subscriptions.get', calendlyResource(CalendlyApiWebhookSubscription)],
  ['webhook-subscriptions.list', calendlyPage(CalendlyApiWebhookSubscription)],
  ['oauth.introspect', CalendlyApiIntrospection],
  ['oauth.revoke.400', CalendlyApiOauthError],
  ['oauth.token.4', CalendlyApiOauthError],
  ['oauth.token', CalendlyApiToken],
];

/** Nobody reads these: statuses and headers, event types, and requests to erase. */
const unread = /^(http-meta|event-types|data-compliance)/;

const readable = apiFixtureNames().filter((name) => !unread.test(name));

function read(name: string) {
  const [, schema] = readers.find(([start]) => name.startsWith(start)) ?? [];
  // oxlint-disable-next-line typescript/no-explicit-any -- tests take foreign JSON apart
  return schema?.parse(apiFixture(name)) as any;
}

test.each(readable)('%s is read', (name) => {
  expect(read(name)).toBeTruthy();
});

describe('what matters is read from', () => {
  test('a token', () => {
    expect(read('oauth.token.refresh.200')).toEqual({
      access_token: expect.stringMatching(/^ey/),
      refresh_token: 'b77a-example-refresh-token-2',
      scope: 'users:read scheduled_events:read webhooks:write',
      created_at: 1795600800,
      expires_in: 7200,
      owner: 'https://api.calendly.com/users/3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01',
      organization: 'https://api.calendly.com/organizations/7c1d2f6a-5b1e-4c0a-9a53-3f5b8d2e6a10',
    });
  });

  test('an error', () => {
    expect(read('error.403-insufficient-scope')).toMatchObject({
      title: 'Insufficient scope',
      required_scopes: ['scheduled_events:read'],
    });
    expect(read('error.400-invalid-argument').details).toEqual([
      { parameter: 'min_start_time', message: 'must be a valid date-time' },
    ]);
    expect(read('oauth.token.400-invalid-grant').error).toBe('invalid_grant');
  });

  test('a list of meetings', () => {
    const { collection, pagination } = read('scheduled-events.list.page-1.200');

    expect(collection).toMatchObject([
      { status: 'active', start_time: '2026-12-03T15:00:00.000000Z', cancellation: null },
      { status: 'canceled', cancellation: { canceler_type: 'invitee' } },
    ]);
    expect(pagination.next_page_token).toBe('sNjq4TvMDfUHEl7zHRR0k0E1PCEJWvdi');
    expect(read('scheduled-events.list.empty.200')).toEqual({
      collection: [],
      pagination: { next_page: null, next_page_token: null },
    });
  });

  test('a list of invitees', () => {
    expect(read('scheduled-event-invitees.list.200').collection).toMatchObject([
      { email: 'ines.duarte@example.com', status: 'canceled', cancellation: { reason: null } },
      { email: 'jonas.berg@example.com', status: 'active', cancellation: null, no_show: null },
    ]);
  });

  test('a subscription', () => {
    expect(read('webhook-subscriptions.get.disabled.200').resource).toMatchObject({
      callback_url: 'https://hooks.northwind.test/webhooks/calendly/conn_01',
      state: 'disabled',
      retry_started_at: '2026-11-24T12:00:00.000000Z',
    });
  });
});

describe('what is odd costs itself only:', () => {
  test('an item without a URI', () => {
    const page = apiFixture('scheduled-events.list.page-1.200');
    delete page.collection[0].uri;

    const { collection } = calendlyPage(CalendlyApiScheduledEvent).parse(page);

    expect(collection.map((event) => event?.status ?? null)).toEqual([null, 'canceled']);
  });

  test('a field of another type, or of tomorrow', () => {
    const { resource } = apiFixture('webhook-subscriptions.create.201');
    Object.assign(resource, { state: 7, events: null, colour: 'teal' });

    expect(CalendlyApiWebhookSubscription.parse(resource)).toMatchObject({
      state: null,
      events: [],
      scope: 'user',
    });
  });

  test('a page that says nothing of the next', () => {
    expect(calendlyPage(CalendlyApiUser).parse({ collection: [], pagination: {} })).toEqual({
      collection: [],
      pagination: { next_page: null, next_page_token: null },
    });
  });
});

test.each([{}, { access_token: '' }, { access_token: 7 }, '<html>', null])(
  '%p is no token',
  (body) => {
    expect(CalendlyApiToken.safeParse(body).success).toBe(false);
  },
);
