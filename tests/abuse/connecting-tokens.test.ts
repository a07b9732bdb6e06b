import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { FaultRequest } from '../../adapters/simulator/faults/fault.ts';
import type { Sync } from '../../adapters/wire/sync.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem } from '../support/the-api.ts';

jest.setTimeout(60_000);

const hours = 3600;
/** How often tokens were asked for. */
const asked = () => world.simulator.calls('POST /oauth/token');

let world: AServiceAtCalendly;
beforeEach(async () => {
  world = await AServiceAtCalendly.start({ simulator: { events: 0, upcoming: 1 } });
});
afterEach(() => world[Symbol.asyncDispose]());

type TokenFault = Extract<FaultRequest, { at: 'token' }>['kind'];

describe('whatever the token endpoint answers', () => {
  test('a code that it does not exchange connects nothing, and a new try does', async () => {
    const kinds: TokenFault[] = [
      'html',
      'huge',
      'no-refresh-token',
      'redirect',
      'stall',
      'reset',
      'truncated',
      'server-error',
      'unavailable',
      'rate-limited',
    ];
    for (const kind of kinds) {
      world.simulator.switchOn({ at: 'token', kind, seconds: 0.1 });
      const answer = await world.connect();
      expectProblem(answer, 502, 'provider_error');
      expect([kind, asked()]).toEqual([kind, kinds.indexOf(kind) + 1]);
    }
    expect(await world.status()).toMatchObject({ connected: false, connections: [] });
    expect(await world.subscriptions()).toEqual([]);

    await world.simulator.advance(60);
    expect((await world.connect()).status).toBe(302);
  });

  test('a token that it does not renew is kept, and renewed later', async () => {
    const kinds = ['html', 'huge', 'redirect', 'reset', 'unavailable', 'rate-limited'] as const;
    const renewed = await Promise.all(
      kinds.map(async (kind) => {
        await using one = await AServiceAtCalendly.start({ simulator: { events: 0 } });
        return [kind, ...(await renewedDespite(kind, one))];
      }),
    );

    expect(renewed).toEqual(kinds.map((kind) => [kind, 1, 'connected', 'done', ['rotated']]));
  });

  test('less permission than was asked for is connected, and the status names what is missing', async () => {
    const scopes = ['users:read', 'scheduled_events:read', 'routing_forms:read'];

    expect((await world.connect({ scopes })).status).toBe(302);

    const status = await world.status();
    expect(status).toMatchObject({ connected: true, subscription: null });
    expect(status.problems).toEqual([
      {
        code: 'scope_missing',
        message: 'Il manque une autorisation : webhooks:write.',
        remedy: 'Connectez Calendly de nouveau et accordez tout ce qui est demandé.',
      },
    ]);
    expect((await world.connect()).status).toBe(302);
    expect(await world.status()).toMatchObject({
      problems: [],
      subscription: { state: 'active' },
      connections: { length: 1 },
    });
  });

  test('without routing forms nothing is missing; without the name of the user everything is', async () => {
    const withoutForms = ['users:read', 'scheduled_events:read', 'webhooks:write'];
    await world.connect({ scopes: withoutForms });
    expect(await world.status()).toMatchObject({ problems: [], routingForms: null });

    const organization = 'others';
    const scopes = ['scheduled_events:read', 'webhooks:write'];
    const refused = await world.connect({ organization, user: 'mira-holt', scopes });

    expectProblem(refused, 400, 'oauth_failed');
    expect(refused.body).toMatchObject({ detail: expect.stringContaining('users:read') });
    expect(await world.status({ organization })).toMatchObject({ connections: [] });
  });
});

test('a grant that is gone is told, not asked for again, and comes back by connecting', async () => {
  await world.connectAndLoad();
  const [id, before] = [await world.connectionId(), asked()];
  await world.simulator.advance(2 * hours);
  world.simulator.switchOn({ at: 'token', kind: 'invalid-grant', times: null });

  const failed = await load();
  const again = await load();
  world.simulator.book({ email: 'ada@example.com' });
  await until(async () => (await world.emails()).includes('ada@example.com'), 'a booking');

  const lost = await world.status();
  expect(failed).toMatchObject({ state: 'failed', error: expect.stringContaining('accept') });
  expect(again.state).toBe('failed');
  expect(asked()).toBe(before + 1);
  expect(lost).toMatchObject({ connected: false, state: 'reconnect_required' });
  expect(lost.problems).toEqual([
    {
      code: 'reconnect_required',
      message: expect.stringContaining('n’accepte plus'),
      remedy: 'Connectez Calendly de nouveau.',
    },
  ]);

  world.simulator.switchOff();
  expect(await world.connectAndLoad()).toMatchObject({ state: 'done' });
  expect(await world.connectionId()).toBe(id);
  expect(await world.status()).toMatchObject({ connected: true, problems: [] });
  expect(await world.subscriptions()).toHaveLength(2);
});

test('however much happens at once, a refresh token is used once', async () => {
  const outcomes = () =>
    world.simulator.refreshes.map(({ user, outcome }) => `${user} ${outcome}`).toSorted();
  await world.connect();
  await world.connectAndLoad({ user: 'hugo-marchand' });
  await world.simulator.advance(2 * hours);
  for (let i = 0; i < 30; i += 1) world.simulator.book({ email: `p${i}@example.com` });

  expect(await load()).toMatchObject({ state: 'done', error: null });
  expect(outcomes()).toEqual(['camille-perrin rotated', 'hugo-marchand rotated']);

  // One that Calendly stops to accept before its end is renewed as well, and the call made again.
  world.simulator.switchOn({ at: 'api', kind: 'unauthorized' });
  expect(await load()).toMatchObject({ state: 'done', error: null });
  expect(world.simulator.refreshes.map(({ outcome }) => outcome)).toEqual(Array(3).fill('rotated'));
});

/** How often a token was asked for in vain, how it was then, and what came of it in the end. */
async function renewedDespite(kind: TokenFault, one: AServiceAtCalendly): Promise<unknown[]> {
  const { simulator } = one;
  await one.connectAndLoad();
  await simulator.advance(2 * hours);
  simulator.switchOn({ at: 'token', kind });
  simulator.forgetCalls();
  await one.ask('POST', '/calendly/sync');
  const waits = async () => (await one.status()).sync?.state === 'waiting';
  await until(waits, 'a back-fill that waits', 30);
  const inVain = simulator.calls('POST /oauth/token');
  const { state } = await one.status();
  await simulator.advance(60);
  const sync = await one.syncOver();
  return [inVain, state, sync.state, simulator.refreshes.map(({ outcome }) => outcome)];
}

async function load(): Promise<Sync> {
  const { body } = await world.ask<Sync>('POST', '/calendly/sync');
  let over: Sync | null = null;
  await until(
    async () => {
      over = (await world.ask<Sync>('GET', `/calendly/sync/${body.id}`)).body;
      return over.finishedAt !== null;
    },
    'the end of a back-fill',
    30,
  );
  return over as unknown as Sync;
}
