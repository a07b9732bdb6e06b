import { expect, test } from '@jest/globals';
import { ACalendly, startedAt } from './a-calendly.ts';
import { pathOf, subscribe } from './a-subscription.ts';
import { AnApp } from './an-app.ts';

const minutesLater = (minutes: number) => () => new Date(startedAt.getTime() + minutes * 60_000);

/** A simulator, and the next one after it: it kept nothing. */
async function twoRuns(): Promise<{ before: ACalendly; after: ACalendly }> {
  const before = await ACalendly.start({ events: 10, now: minutesLater(1) });
  const after = await ACalendly.start({ events: 10, now: minutesLater(2) });
  return { before, after };
}

test('an app that connected before a restart is connected after it', async () => {
  const { before, after } = await twoRuns();
  await using _before = before;
  await using _after = after;
  const { access_token, refresh_token, owner } = (await new AnApp(before).connect()).body;

  const me = await after.get('/users/me', access_token);
  const renewed = await new AnApp(after).refresh(refresh_token);
  const reused = await new AnApp(after).refresh(refresh_token);

  expect(me.body.resource.uri).toBe(owner);
  expect(renewed.body).toMatchObject({ owner, scope: expect.stringContaining('webhooks:write') });
  expect(reused.body.error).toBe('invalid_grant');
  expect((await after.get('/users/me', after.token())).status).toBe(200);
});

test('a token of a simulator with another seed, or one that was changed, is none', async () => {
  await using calendly = await ACalendly.start();
  await using other = await ACalendly.start({ seed: 2 });
  const token = (await new AnApp(other).connect()).body.access_token as string;
  const [header, , signature] = token.split('.');
  const claims = Buffer.from('{"user_uuid":"anybody"}').toString('base64url');

  expect((await calendly.get('/users/me', token)).status).toBe(401);
  expect((await other.get('/users/me', `${header}.${claims}.${signature}`)).status).toBe(401);
  expect((await other.get('/users/me', token)).status).toBe(200);
});

test('an access token refreshes nothing, and a refresh token opens nothing', async () => {
  await using calendly = await ACalendly.start();
  const app = new AnApp(calendly);
  const { access_token, refresh_token } = (await app.connect()).body;

  expect((await app.refresh(access_token)).status).toBe(400);
  expect((await calendly.get('/users/me', refresh_token)).status).toBe(401);
});

test('the past is the same after a restart, what was subscribed and booked by hand is not', async () => {
  const { before, after } = await twoRuns();
  await using _before = before;
  await using _after = after;
  const subscription = (await subscribe(before)).body.resource;
  const booked = before.simulator.book({ email: 'ada@example.com' });
  const { user } = await before.who();
  const list = async (calendly: ACalendly) => {
    const query = new URLSearchParams({ user, max_start_time: startedAt.toISOString() });
    const { body } = await calendly.get(`/scheduled_events?${query.toString()}`);
    return body.collection.map(({ uri }: { uri: string }) => uri);
  };

  expect(await list(after)).toEqual(await list(before));
  expect((await after.get(pathOf(subscription.uri))).status).toBe(404);
  expect((await after.get(pathOf(booked.eventUri))).status).toBe(404);
});

test('what is booked after a restart is not taken for what was booked before', async () => {
  const { before, after } = await twoRuns();
  await using _before = before;
  await using _after = after;

  const [ada, bea] = [before, after].map(({ simulator }, at) =>
    simulator.book({ email: `${at}@example.com` }),
  );

  expect(ada?.inviteeUri).not.toBe(bea?.inviteeUri);
  expect((await subscribe(before)).body.resource.uri).not.toBe(
    (await subscribe(after)).body.resource.uri,
  );
});
