import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CalendlyApiClient } from '../../adapters/calendly/calendly-api-client.ts';
import type { CalendlyUser } from '../../src/domain/connection.ts';
import {
  CalendlyConflict,
  CalendlyForbidden,
  CalendlyNotFound,
  CalendlyUnauthenticated,
} from '../../src/domain/errors.ts';
import type { MeetingRef, SubscriptionOwner } from '../../src/ports/calendly-api.ts';
import { ACalendly } from '../simulator/a-calendly.ts';
import { bookingEvents } from '../simulator/a-subscription.ts';
import { AForeignServer } from './a-foreign-server.ts';
import { aConnectedClient, allOf, anApiClient } from './an-api-client.ts';

let calendly: ACalendly;
let api: CalendlyApiClient;
let token: string;
let me: CalendlyUser;
beforeEach(async () => {
  calendly = await ACalendly.start();
  ({ api, token, me } = await aConnectedClient(calendly.simulator));
});
afterEach(() => calendly[Symbol.asyncDispose]());

function ownerOf(
  { uri, organizationUri }: CalendlyUser,
  scope = 'user' as const,
): SubscriptionOwner {
  return { scope, organizationUri, userUri: uri };
}

describe('a subscription', () => {
  const callbackUrl = 'https://crm.example/calendly/webhook/1';
  const wanted = { callbackUrl, events: bookingEvents, signingKey: 'a key of its own' };

  test('is made once, listed, looked at, and deleted as often as one likes', async () => {
    const owner = ownerOf(me);

    const made = await api.subscribe(token, { ...owner, ...wanted });

    expect(made).toMatchObject({
      callbackUrl,
      state: 'active',
      events: bookingEvents,
      retryStartedAt: null,
    });
    expect(await api.subscriptions(token, owner)).toEqual([made]);
    expect(await api.subscription(token, made.uri)).toEqual(made);
    await expect(api.subscribe(token, { ...owner, ...wanted })).rejects.toThrow(CalendlyConflict);

    await api.unsubscribe(token, made.uri);
    await api.unsubscribe(token, made.uri);
    expect(await api.subscriptions(token, owner)).toEqual([]);
    await expect(api.subscription(token, made.uri)).rejects.toThrow(CalendlyNotFound);
  });

  test('of an organization is another one than that of its owner', async () => {
    const organization = { ...ownerOf(me), scope: 'organization' as const, userUri: null };

    const made = await api.subscribe(token, { ...organization, ...wanted });

    expect(await api.subscriptions(token, organization)).toEqual([made]);
    expect(await api.subscriptions(token, ownerOf(me))).toEqual([]);
  });

  test('is refused for want of a role, a plan or a scope, and it shows which', async () => {
    const organization = { scope: 'organization' as const, userUri: null };
    const subscribe = async (user: string, given: object, scopes?: string[]) => {
      const theirs = calendly.token(user, scopes);
      const { organizationUri, uri } = await api.me(calendly.token(user));
      const owner = { scope: 'user' as const, organizationUri, userUri: uri, ...given };
      return api
        .subscribe(theirs, { ...owner, ...wanted, ...given })
        .catch((error: unknown) => error);
    };
    const forms = { ...organization, events: ['routing_form_submission.created'] };

    expect(await subscribe('hugo-marchand', organization)).toMatchObject({ want: 'role' });
    expect(await subscribe('mira-holt', forms)).toMatchObject({ want: 'plan' });
    expect(await subscribe('mira-holt', {}, ['users:read', 'webhooks:read'])).toMatchObject({
      want: 'scope',
      requiredScopes: ['webhooks:write'],
    });
    expect(await subscribe('mira-holt', forms)).toBeInstanceOf(CalendlyForbidden);
  });
});

describe('meetings', () => {
  test('are those of the window, of the user or of everybody in the organization', async () => {
    const book = (user: string, start: string) =>
      calendly.simulator.book({ email: 'ada@example.com', user, start }).eventUri;
    const early = book('camille-perrin', '2026-12-01T09:00:00Z');
    const inside = book('camille-perrin', '2026-12-08T09:00:00Z');
    const others = book('hugo-marchand', '2026-12-09T09:00:00Z');
    const late = book('camille-perrin', '2027-06-01T09:00:00Z');
    const from = new Date('2026-12-02T00:00:00Z');
    const list = async (changes: object) =>
      (await api.meetings(token, { ...allOf(me), from, ...changes })).meetings.map(
        ({ uri }) => uri,
      );

    expect(await list({ to: new Date('2027-01-01T00:00:00Z') })).toEqual([inside]);
    expect(await list({})).toEqual([inside, late]);
    expect(await list({ scope: 'organization' })).toEqual([inside, others, late]);
    expect(await list({ from: new Date('2026-11-24T00:00:00Z') })).toEqual([early, inside, late]);
  });

  test('of another organization are not there', async () => {
    const { eventUri } = calendly.simulator.book({ email: 'ada@example.com', user: 'mira-holt' });

    await expect(api.meeting(token, eventUri)).rejects.toThrow(CalendlyNotFound);
  });

  test('of an organization are not for everybody', async () => {
    const query = { ...allOf(me), scope: 'organization' as const };

    const refusal = api.meetings(calendly.token('hugo-marchand'), query);

    await expect(refusal).rejects.toMatchObject({ want: 'role' });
  });

  test('have a link for their conference once it is made', async () => {
    const { eventUri } = calendly.simulator.book({
      email: 'ada@example.com',
      eventType: 'camille-perrin-discovery',
    });
    const joinUrl = async (meeting: MeetingRef) =>
      (await api.invitees(token, meeting))[0]?.fact.location?.joinUrl;

    const early = await api.meeting(token, eventUri);
    await calendly.simulator.advance(10);
    const ready = await api.meeting(token, eventUri);

    expect([early.locationReady, ready.locationReady]).toEqual([false, true]);
    expect([await joinUrl(early), await joinUrl(ready)]).toEqual([
      null,
      expect.stringMatching(/^https:/),
    ]);
  });
});

describe('invitees', () => {
  test('come in the order of what happened, with a digest that stays', async () => {
    const start = '2026-12-08T09:00:00Z';
    const type = 'camille-perrin-workshop';
    const join = (email: string) => calendly.simulator.book({ email, start, eventType: type });
    const ada = join('ada@example.com');
    join('grace@example.com');
    calendly.simulator.cancel(ada.inviteeId);
    join('joan@example.com');
    const meeting = await api.meeting(token, ada.eventUri);

    const told = await api.invitees(token, meeting);

    expect(told.map(({ fact }) => `${fact.email} ${fact.kind}`)).toEqual([
      'ada@example.com booked',
      'grace@example.com booked',
      'ada@example.com canceled',
      'joan@example.com booked',
    ]);
    expect(meeting.inviteesTotal).toBe(3);
    expect(new Set(told.map(({ digest }) => digest)).size).toBe(4);
    expect(await api.invitees(token, await api.meeting(token, ada.eventUri))).toEqual(
      told.map((one) => ({ ...one, fact: expect.objectContaining({ kind: one.fact.kind }) })),
    );
  });

  test('are all of them, however many', async () => {
    const { eventUri } = calendly.simulator.book({ email: 'ada@example.com' });
    const meeting = await api.meeting(token, eventUri);
    const invitee = (at: number) => ({
      uri: `${eventUri}/invitees/IN${at}`,
      email: `person-${at}@example.com`,
      created_at: '2026-11-24T09:00:00.000000Z',
      updated_at: '2026-11-24T09:00:00.000000Z',
    });
    await using server = await AForeignServer.answering((response, { path }) => {
      const page = Number(new URL(path, 'http://here').searchParams.get('page_token') ?? 0);
      const collection = Array.from({ length: page < 2 ? 100 : 50 }, (_, at) =>
        invitee(page * 100 + at),
      );
      const pagination = { next_page: null, next_page_token: page < 2 ? `${page + 1}` : null };
      response.end(JSON.stringify({ collection, pagination }));
    });

    const told = await anApiClient(server.url).api.invitees('a token', meeting);

    expect(new Set(told.map(({ fact }) => fact.email)).size).toBe(250);
  });
});

test('a token that is over, or was never good, is not accepted', async () => {
  await expect(api.me('a token of nobody')).rejects.toThrow(CalendlyUnauthenticated);
});
