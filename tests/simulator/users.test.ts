import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACalendly } from './a-calendly.ts';
import { apiFixture } from './a-fixture.ts';
import { shapeDifferences } from './shape-differences.ts';

let calendly: ACalendly;
beforeAll(async () => {
  calendly = await ACalendly.start();
});
afterAll(() => calendly[Symbol.asyncDispose]());

describe('a user', () => {
  test('is told as Calendly does', async () => {
    const { status, body } = await calendly.get('/users/me');

    expect(status).toBe(200);
    expect(shapeDifferences(body, apiFixture('users-me.200'))).toEqual([]);
    expect(body.resource).toMatchObject({ name: 'Camille Perrin', resource_type: 'User' });
  });

  test('sees the members of their own organization, and nobody else', async () => {
    const hugo = (await calendly.who('hugo-marchand')).user.split('/').at(-1);
    const mira = (await calendly.who('mira-holt')).user.split('/').at(-1);

    expect((await calendly.get(`/users/${hugo}`)).body.resource.name).toBe('Hugo Marchand');
    expect((await calendly.get(`/users/${mira}`)).status).toBe(404);
  });

  test('keeps their ids when the simulator starts again, and has others with another seed', async () => {
    await using again = await ACalendly.start();
    await using other = await ACalendly.start({ seed: 2 });

    expect(await again.who()).toEqual(await calendly.who());
    expect(again.token()).toBe(calendly.token());
    expect((await other.who()).user).not.toBe((await calendly.who()).user);
  });
});

describe('event types', () => {
  test('are told as Calendly does', async () => {
    const { organization } = await calendly.who();
    const list = await calendly.get(
      `/event_types?organization=${encodeURIComponent(organization)}`,
    );
    const [first] = list.body.collection;
    const { body } = await calendly.get(new URL(first.uri).pathname);

    expect(body.resource).toEqual(first);
    const sample = apiFixture('event-types.get.200');
    // Each place has fields of its own.
    sample.resource.locations = [];
    expect(shapeDifferences(body, sample)).toEqual([]);
  });

  test('are alone, in groups, in turn and all together', async () => {
    const { organization } = await calendly.who();
    const { body } = await calendly.get(
      `/event_types?count=100&organization=${encodeURIComponent(organization)}`,
    );

    const kinds = body.collection.map(
      (type: { kind: string; pooling_type: string | null }) => `${type.kind} ${type.pooling_type}`,
    );
    expect(new Set(kinds)).toEqual(
      new Set(['solo null', 'group null', 'solo round_robin', 'solo collective']),
    );
  });

  test('are asked for by user or organization, and stay within it', async () => {
    const { user } = await calendly.who('mira-holt');

    expect((await calendly.get('/event_types')).status).toBe(400);
    const { body } = await calendly.get(`/event_types?user=${encodeURIComponent(user)}`);
    expect(body.collection).toEqual([]);
  });
});

describe('a call', () => {
  test.each([
    ['no token', {}],
    ['a token that nobody issued', { authorization: 'Bearer nobodys' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
  ])('with %s is refused as Calendly does', async (_, headers) => {
    const response = await fetch(`${calendly.url}/users/me`, { headers });

    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(apiFixture('error.401-unauthenticated'));
  });

  test('with a token that lacks the scope is told which', async () => {
    const { status, body } = await calendly.get(
      '/scheduled_events',
      calendly.token(undefined, ['users:read']),
    );

    expect(status).toBe(403);
    expect(body).toEqual(apiFixture('error.403-insufficient-scope'));
  });

  test('that only reads is allowed to whoever may write', async () => {
    const token = calendly.token(undefined, ['webhooks:write']);
    const { user, organization } = await calendly.who();
    const query = new URLSearchParams({ scope: 'user', user, organization });

    expect((await calendly.get(`/webhook_subscriptions?${query.toString()}`, token)).status).toBe(
      200,
    );
  });

  test('that leads nowhere is refused as Calendly does', async () => {
    const { status, body } = await calendly.get('/nowhere');

    expect(status).toBe(404);
    expect(body).toEqual(apiFixture('error.404-not-found'));
  });
});
