import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ACalendly } from './a-calendly.ts';
import { apiFixture } from './a-fixture.ts';
import { bookingEvents, pathOf, subscribe } from './a-subscription.ts';
import { AnApp } from './an-app.ts';
import { shapeDifferences } from './shape-differences.ts';

let calendly: ACalendly;
beforeEach(async () => {
  calendly = await ACalendly.start();
});
afterEach(() => calendly[Symbol.asyncDispose]());

const routingForms = {
  scope: 'organization',
  events: ['routing_form_submission.created'],
  url: 'https://hooks.example/forms',
};

describe('a subscription', () => {
  test('is made and told as Calendly does, without its key', async () => {
    const { status, body } = await subscribe(calendly);

    const { user, organization } = await calendly.who();
    expect(status).toBe(201);
    expect(shapeDifferences(body, apiFixture('webhook-subscriptions.create.201'))).toEqual([]);
    expect(body.resource).toMatchObject({
      callback_url: 'https://hooks.example/calendly',
      state: 'active',
      retry_started_at: null,
      scope: 'user',
      events: bookingEvents,
      user,
      organization,
      creator: user,
    });
    expect(JSON.stringify(body)).not.toContain('a key of one subscription');
  });

  test('is looked up, listed where it belongs, and deleted once', async () => {
    const { user, organization } = await calendly.who();
    const { resource } = (await subscribe(calendly)).body;
    const path = pathOf(resource.uri);
    const list = (query: Record<string, string>) =>
      calendly.get(
        `/webhook_subscriptions?${new URLSearchParams({ organization, ...query }).toString()}`,
      );

    const listed = await list({ scope: 'user', user });
    const elsewhere = await list({ scope: 'organization' });
    const one = await calendly.get(path);
    const deleted = await calendly.call('DELETE', path);

    expect(shapeDifferences(listed.body, apiFixture('webhook-subscriptions.list.200'))).toEqual([]);
    expect(listed.body.collection).toEqual([resource]);
    expect(elsewhere.body.collection).toEqual([]);
    expect(one.body.resource).toEqual(resource);
    expect(deleted).toMatchObject({ status: 204, body: '' });
    expect((await calendly.call('DELETE', path)).status).toBe(404);
    expect((await calendly.get(path)).body).toEqual(apiFixture('error.404-not-found'));
  });

  test('is listed oldest first, or newest', async () => {
    const { user, organization } = await calendly.who();
    for (const name of ['a', 'b', 'c'])
      await subscribe(calendly, { url: `https://hooks.example/${name}` });
    const names = async (sort: object) => {
      const query = new URLSearchParams({ organization, user, scope: 'user', ...sort });
      const { body } = await calendly.get(`/webhook_subscriptions?${query.toString()}`);
      return body.collection.map((one: { callback_url: string }) => one.callback_url.at(-1));
    };

    expect(await names({})).toEqual(['a', 'b', 'c']);
    expect(await names({ sort: 'created_at:desc' })).toEqual(['c', 'b', 'a']);
  });

  test('is the only one of its address in the organization, also once it is disabled', async () => {
    await subscribe(calendly);
    const again = await subscribe(calendly, { scope: 'organization' });
    const { user, organization } = await calendly.who('mira-holt');
    const mira = { user, organization, token: calendly.token('mira-holt') };

    expect(again.status).toBe(409);
    expect(again.body).toEqual(apiFixture('webhook-subscriptions.create.409'));
    expect((await subscribe(calendly, mira)).status).toBe(201);
  });
});

describe('a request for one', () => {
  test('that is wrong in several ways is told of all', async () => {
    const { status, body } = await subscribe(calendly, {
      url: 'http://hooks.example/plain',
      events: ['invitee.rescheduled'],
    });

    expect(status).toBe(400);
    expect(body).toEqual(apiFixture('webhook-subscriptions.create.400'));
  });

  test.each([
    [{ url: 'nowhere' }, 'url'],
    [{ events: [] }, 'events'],
    [{ events: ['invitee.no_show.created'] }, 'events'],
    [{ events: ['routing_form_submission.created'] }, 'events'],
    [{ events: ['meeting_recap.created'], scope: 'organization' }, 'events'],
    [{ scope: 'team' }, 'scope'],
    [{ scope: 'group' }, 'group'],
    [{ organization: undefined }, 'organization'],
    [{ user: undefined }, 'user'],
  ])('with %p is refused for its %s', async (wish, parameter) => {
    const { status, body } = await subscribe(calendly, wish as object);

    expect(status).toBe(400);
    expect(body.details).toMatchObject([{ parameter }]);
  });

  test('of a token that may not write is told the scope', async () => {
    const token = calendly.token(undefined, ['webhooks:read', 'scheduled_events:read']);

    const { status, body } = await subscribe(calendly, { token });

    expect(status).toBe(403);
    expect(body).toEqual(apiFixture('webhook-subscriptions.create.403-insufficient-scope'));
  });

  test('for events that the token may not read is told the scope', async () => {
    const token = calendly.token(undefined, ['webhooks:write']);

    const { status, body } = await subscribe(calendly, { token });

    expect(status).toBe(403);
    expect(body.required_scopes).toEqual(['scheduled_events:read']);
  });

  test('for a whole organization is an administrator’s', async () => {
    const token = calendly.token('hugo-marchand');

    const refused = await subscribe(calendly, { token, scope: 'organization' });
    calendly.simulator.setRole('hugo-marchand', 'admin');
    const granted = await subscribe(calendly, { token, scope: 'organization' });

    expect(refused.status).toBe(403);
    expect(refused.body).toEqual(apiFixture('webhook-subscriptions.create.403-not-admin'));
    expect(granted.status).toBe(201);
  });

  test('for somebody else, or at another organization, is refused', async () => {
    const { user, organization } = await calendly.who('mira-holt');
    const token = calendly.token('hugo-marchand');

    expect((await subscribe(calendly, { user })).status).toBe(403);
    expect((await subscribe(calendly, { organization })).status).toBe(403);
    expect((await subscribe(calendly, { token })).status).toBe(403);
  });

  test('for routing forms needs a paid plan', async () => {
    calendly.simulator.setPlan('maison-perrin', 'free');
    const refused = await subscribe(calendly, routingForms);
    const bookings = await subscribe(calendly);
    calendly.simulator.setPlan('maison-perrin', 'standard');

    expect(refused.status).toBe(403);
    expect(refused.body).toEqual(apiFixture('webhook-subscriptions.create.403-plan'));
    expect(bookings.status).toBe(201);
    expect((await subscribe(calendly, routingForms)).status).toBe(201);
  });

  test('for anything needs a paid plan where it is set up as before November 2026', async () => {
    await using earlier = await ACalendly.start({ webhooksNeedPaidPlan: true });
    earlier.simulator.setPlan('maison-perrin', 'free');

    expect((await subscribe(earlier)).body.title).toBe('Permission Denied');
  });

  test('for a group is its administrator’s', async () => {
    const [{ uri: group }] = (await calendly.get('/simulator')).body.groups;
    const token = calendly.token('hugo-marchand');

    expect((await subscribe(calendly, { scope: 'group', group, token })).status).toBe(403);
    const { body } = await subscribe(calendly, { scope: 'group', group });
    expect(body.resource).toMatchObject({ scope: 'group', group, user: null });
  });
});

describe('listing', () => {
  test.each([
    ['no scope', {}, 'scope'],
    ['a made-up scope', { scope: 'team' }, 'scope'],
  ])('with %s is refused', async (_, query, parameter) => {
    const { organization } = await calendly.who();
    const asked = new URLSearchParams({ organization, ...query });

    const { status, body } = await calendly.get(`/webhook_subscriptions?${asked.toString()}`);

    expect(status).toBe(400);
    expect(body.details).toMatchObject([{ parameter }]);
  });

  test('those of the organization is an administrator’s', async () => {
    const { organization } = await calendly.who();
    const query = new URLSearchParams({ organization, scope: 'organization' });
    const token = calendly.token('hugo-marchand');

    expect((await calendly.get(`/webhook_subscriptions?${query.toString()}`, token)).status).toBe(
      403,
    );
  });
});

test('a subscription is hidden from other members and unknown to other organizations', async () => {
  const path = pathOf((await subscribe(calendly)).body.resource.uri);

  expect((await calendly.get(path, calendly.token('hugo-marchand'))).status).toBe(403);
  expect((await calendly.get(path, calendly.token('mira-holt'))).status).toBe(404);
  expect((await calendly.call('DELETE', path, undefined, calendly.token('mira-holt'))).status).toBe(
    404,
  );
});

test('an app that connected by OAuth subscribes with what it was granted', async () => {
  const { access_token } = (await new AnApp(calendly).connect()).body;

  expect((await subscribe(calendly, { token: access_token })).status).toBe(201);
  expect((await subscribe(calendly, { ...routingForms, token: access_token })).body).toMatchObject({
    title: 'Insufficient scope',
    required_scopes: ['routing_forms:read'],
  });
});
