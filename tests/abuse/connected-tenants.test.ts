import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signV1 } from '../../adapters/calendly/sign-webhook.ts';
import type { Sync } from '../../adapters/wire/sync.ts';
import type { Heard } from '../simulator/a-callback.ts';
import { type Answer, signingKey } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';
import {
  type Connected,
  type TwoConnectedOrganizations,
  twoConnectedOrganizations,
} from '../support/two-connected-organizations.ts';

let world: TwoConnectedOrganizations;
beforeAll(async () => {
  world = await twoConnectedOrganizations();
}, 30_000);
afterAll(() => world?.[Symbol.asyncDispose]());

test('what Calendly sent to one organization’s connection is refused at the other’s, and everywhere else', async () => {
  const sent = await world.booked('demo', 'ada@example.com');
  const before = await people();

  const elsewhere = [
    await world.pass(sent, `/calendly/webhook/${await world.connectionOf('others')}`),
    await world.pass(sent, `/calendly/webhook/${await world.connectionOf('others')}/routing-forms`),
    await world.pass(sent, '/calendly/webhook'),
    await world.pass(sent, '/calendly/webhook/00000000-0000-7000-8000-000000000000'),
  ];
  const afterwards = await people();
  const home = await world.pass(sent, sent.path);

  expect(elsewhere.map(seen)).toEqual(elsewhere.map(() => seen(elsewhere[0]!)));
  expect(elsewhere[0]).toMatchObject({ status: 401, body: { error: 'Invalid signature' } });
  expect(afterwards).toEqual(before);
  expect(home.body).toEqual({ status: 'accepted' });
  expect(await people()).toEqual({
    ...before,
    demo: [...before.demo, 'ada@example.com'].toSorted(),
  });
});

test('what the environment’s key signs is whose account it tells of, at whichever address', async () => {
  const sent = await world.booked('others', 'grace@example.com');
  const before = await people();

  // Who is nobody's would be `demo`'s, by default.
  const path = `/calendly/webhook/${await world.connectionOf('demo')}`;
  const answer = await world.pass(signedByEnvironment(sent), path);

  expect(answer.body).toEqual({ status: 'accepted' });
  const { demo, others } = await people();
  expect(demo).toEqual(before.demo);
  expect(others).toContain('grace@example.com');
});

test('one person who books with both is a prospect of each, and of nobody else', async () => {
  for (const org of ['demo', 'others'] as const) {
    const sent = await world.booked(org, ' Joan@Example.com');
    expect((await world.pass(sent, sent.path)).body).toEqual({ status: 'accepted' });
  }

  const { demo, others, strangers } = await people();

  for (const emails of [demo, others])
    expect(emails.filter((email) => email === 'joan@example.com')).toHaveLength(1);
  expect(strangers).toEqual([]);
});

test.each(['demo', 'others'] as const)(
  'how the line is tells %s nothing of the other',
  async (org) => {
    const other = org === 'demo' ? 'others' : 'demo';
    const theirs = await world.statusOf(other);

    const told = JSON.stringify([
      await world.statusOf(org),
      (await world.call(org, 'GET', '/calendly/completeness')).body,
      (await world.call(org, 'GET', '/events')).body,
    ]);

    const words = [
      theirs.user?.uri,
      theirs.user?.email,
      theirs.connections[0]?.id,
      theirs.sync?.id,
    ];
    for (const word of words) {
      expect(word).toEqual(expect.any(String));
      expect(told).not.toContain(word);
    }
  },
);

test('who has connected nothing has nothing to load, to cut, or to take over', async () => {
  const before = [await world.statusOf('demo'), await world.statusOf('others')].map(standing);
  const ask = <T>(method: string, path: string, body?: object) =>
    world.call<T>('strangers', method, path, body);

  const { body: sync } = await ask<{ id: string }>('POST', '/calendly/sync');
  const over = async () => (await ask<Sync>('GET', `/calendly/sync/${sync.id}`)).body;
  await until(async () => (await over()).finishedAt !== null, 'the end of a back-fill of nothing');
  const cut = await ask('DELETE', '/calendly/disconnect');
  const completeness = await ask('GET', '/calendly/completeness');
  const takenOver = await ask('POST', '/calendly/connect', {
    personalAccessToken: world.tokenOf('demo'),
  });

  expect(await over()).toMatchObject({ eventsSeen: 0, inviteesSeen: 0, created: 0, updated: 0 });
  expect(cut.status).toBe(204);
  expectProblem(completeness, 404, 'not_found');
  expectProblem(takenOver, 409, 'already_connected');
  expect(JSON.stringify(takenOver.body)).not.toMatch(/demo|camille/i);
  expect(await world.statusOf('strangers')).toMatchObject({ connected: false, connections: [] });
  const after = [await world.statusOf('demo'), await world.statusOf('others')].map(standing);
  expect(after).toEqual(before);
});

async function people(): Promise<Record<Connected | 'strangers', string[]>> {
  const emails = async (org: string) => {
    const { items } = await listProspects(world.service, '?limit=100', await world.admin(org));
    return items.map(({ email }) => email).toSorted();
  };
  return {
    demo: await emails('demo'),
    others: await emails('others'),
    strangers: await emails('strangers'),
  };
}

function signedByEnvironment(sent: Heard): Heard {
  const signature = signV1(signingKey, sent.text, new Date());
  return { ...sent, headers: { ...sent.headers, 'calendly-webhook-signature': signature } };
}

function standing({ connections }: Awaited<ReturnType<TwoConnectedOrganizations['statusOf']>>) {
  return connections.map(({ id, state, subscription, problems }) => ({
    id,
    state,
    callbackUrl: subscription?.callbackUrl,
    problems,
  }));
}

/** All of an answer but when it was given. */
function seen({ status, headers, body }: Answer): object {
  return { status, body, headers: [...headers].filter(([name]) => name !== 'date') };
}
