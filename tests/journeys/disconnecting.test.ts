import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import type { Answer } from '../support/a-running-service.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem, theWholeState } from '../support/the-api.ts';

jest.setTimeout(60_000);

let world: AServiceAtCalendly;
beforeAll(async () => {
  world = await AServiceAtCalendly.start();
});
afterAll(() => world[Symbol.asyncDispose]());

const disconnect = () => world.ask('DELETE', '/calendly/disconnect');

test('disconnecting what was never connected is done already', async () => {
  expect(await disconnect()).toMatchObject({ status: 204, body: '' });
  expect(await world.seq()).toBe(0);
});

describe('after disconnecting', () => {
  let before: unknown;
  let url: string;
  let ended: Answer;
  let grants: { access_token: string; refresh_token: string }[];

  beforeAll(async () => {
    await world.connectAndLoad();
    world.simulator.book({ email: 'ada@example.com' });
    await until(async () => (await world.emails()).includes('ada@example.com'), 'a booking');
    before = await theWholeState(world.service);
    url = `${world.url}/calendly/webhook/${await world.connectionId()}`;
    grants = world.line.grants;
    ended = await disconnect();
  });

  test('Calendly knows no subscription and accepts none of the tokens', async () => {
    expect(ended.status).toBe(204);
    expect(await world.subscriptions()).toEqual([]);
    expect(grants).toHaveLength(1);
    for (const { access_token: token, refresh_token } of grants) {
      expect((await me(token)).status).toBe(401);
      const { id, secret } = world.simulator.client;
      const again = await fetch(`${world.simulator.url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
        body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token }),
      });
      expect(again.status).toBe(400);
      expect(world.simulator.refreshes.at(-1)?.outcome).toBe('revoked');
    }
  });

  test('prospects and their meetings are as they were', async () => {
    expect(await theWholeState(world.service)).toEqual(before);
  });

  test('the status says so, and once more changes nothing', async () => {
    const status = await world.status();
    const seq = await world.seq();
    world.simulator.forgetCalls();

    const answers = [await disconnect(), await disconnect()];

    expect(answers.map((answer) => answer.status)).toEqual([204, 204]);
    expect(status).toMatchObject({
      connected: false,
      state: 'disconnected',
      subscription: null,
      routingForms: null,
      problems: [],
    });
    expect(await world.status()).toEqual(status);
    expect([await world.seq(), world.simulator.allCalls]).toEqual([seq, {}]);
  });

  test('what was booked is not told any more, and its address takes nothing', async () => {
    const [key = ''] = world.line.signingKeys(url);
    const body = aBooking('late@example.com');

    world.simulator.book({ email: 'grace@example.com' });
    await world.simulator.settled();
    const { pathname } = new URL(url.replace('/calendly/webhook', ''));
    const answers = await Promise.all(
      [pathname, `${pathname}/routing-forms`].map((path) => world.post(path, body, key)),
    );

    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(await theWholeState(world.service)).toEqual(before);
  });

  test('a back-fill ends with words, and connecting again brings what was missed', async () => {
    await world.ask('POST', '/calendly/sync');
    const failed = await world.syncOver();

    expect(failed).toMatchObject({
      state: 'failed',
      error: 'No Calendly account is connected. Connect one, and start again.',
    });
    expect((await world.connectAndLoad()).state).toBe('done');
    expect(await world.emails()).toContain('grace@example.com');
    const live = (await world.status()).connections.filter(({ state }) => state === 'connected');
    expect(live).toHaveLength(1);
  });
});

test('what Calendly does not let go of keeps nobody from disconnecting', async () => {
  const { simulator, service } = world;
  const route = 'DELETE /webhook_subscriptions/:uuid';
  simulator.switchOn({ at: 'api', kind: 'unavailable', route, times: null });

  expect((await disconnect()).status).toBe(204);

  expect(await world.status()).toMatchObject({ connected: false });
  expect(service.logger.messages('warn')).toContain(
    'Something of a connection is left at Calendly',
  );
  expect(await world.subscriptions()).toHaveLength(2);
  simulator.switchOff();
  await world.connect();
  const url = `${world.url}/calendly/webhook/`;
  const { connections } = await world.status();
  const live = connections.find(({ state }) => state === 'connected');
  const left = await world.subscriptions();
  expect(left.map((one) => one.callback_url.replace(url, '')).toSorted()).toEqual([
    live?.id,
    `${live?.id}/routing-forms`,
  ]);
});

describe('disconnecting by a slip of the finger', () => {
  const connections = async () =>
    (await world.status()).connections.map(({ id, state }) => [id, state]);

  beforeAll(() => world.connectAndLoad());

  test.each([
    ['?conectionId=x', 422],
    ['?connectionID=x', 422],
    ['?connectionId=x&all=true', 422],
    ['?connectionId=', 422],
    ['?connectionId=x&connectionId=y', 422],
    ['?connectionId=x', 404],
    [`?connectionId=${crypto.randomUUID()}`, 404],
  ])('ends nothing: %s', async (query, status) => {
    const before = await connections();

    const answer = await world.ask('DELETE', `/calendly/disconnect${query}`);

    expectProblem(answer, status, status === 404 ? 'not_found' : 'validation');
    expect(await connections()).toEqual(before);
    expect(before.map(([, state]) => state)).toContain('connected');
  });

  test('is told which parameters there are', async () => {
    const { body } = await world.ask('DELETE', '/calendly/disconnect?conectionId=x');

    expect((body as { detail: string }).detail).toMatch(/conectionId.*There are: connectionId\.$/);
  });

  test('ends the connection that is named, once and again', async () => {
    const path = `/calendly/disconnect?connectionId=${await world.connectionId()}`;

    const answers = [await world.ask('DELETE', path), await world.ask('DELETE', path)];

    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect((await connections()).map(([, state]) => state)).toEqual(['disconnected']);
  });
});

function me(token: string): Promise<Response> {
  return fetch(`${world.simulator.url}/users/me`, {
    headers: { authorization: `Bearer ${token}` },
  });
}
