import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CalendlyApiClient } from '../../adapters/calendly/calendly-api-client.ts';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import type { CalendlyUser } from '../../src/domain/connection.ts';
import {
  CalendlyRateLimited,
  CalendlyUnauthenticated,
  ProviderError,
} from '../../src/domain/errors.ts';
import { AForeignServer } from './a-foreign-server.ts';
import { aConnectedClient, allOf, anApiClient, everyMeeting } from './an-api-client.ts';

const meetings = 250;
let simulator: Simulator;
let api: CalendlyApiClient;
let token: string;
let me: CalendlyUser;
beforeAll(async () => {
  simulator = await startSimulator({ events: meetings - 6, rateLimit: false });
});
beforeEach(async () => {
  simulator.switchOff();
  ({ api, token, me } = await aConnectedClient(simulator, { timeoutMs: 300 }));
  simulator.forgetCalls();
});
afterAll(() => simulator.stop());

const query = () => ({ ...allOf(me), from: new Date('2020-01-01T00:00:00.000Z') });

describe('a read that', () => {
  test.each([
    ['fails', 'server-error'],
    ['finds nobody', 'unavailable'],
    ['gets no answer in time', 'stall'],
    ['gets no answer', 'reset'],
    ['loses its answer', 'answer-lost'],
    ['gets half an answer', 'truncated'],
    ['gets a page for people', 'html'],
  ] as const)('%s is asked again, up to three times', async (_, kind) => {
    simulator.switchOn({ at: 'api', kind, times: 2 });
    expect(await api.me(token)).toEqual(me);
    expect(simulator.calls('GET /users/me')).toBe(3);

    simulator.forgetCalls();
    simulator.switchOn({ at: 'api', kind, times: null });
    await expect(api.me(token)).rejects.toThrow(ProviderError);
    expect(simulator.calls('GET /users/me')).toBe(3);
  });

  test.each([
    ['is led elsewhere', 'redirect', ProviderError],
    ['gets ten megabytes', 'huge', ProviderError],
    ['is too much', 'rate-limited', CalendlyRateLimited],
    ['brings no good token', 'unauthorized', CalendlyUnauthenticated],
  ] as const)('%s is not asked again', async (_, kind, refusal) => {
    const { api, token } = await aConnectedClient(simulator, { timeoutMs: 10_000 });
    simulator.switchOn({ at: 'api', kind, times: null, seconds: 37 });
    simulator.forgetCalls();

    await expect(api.me(token)).rejects.toThrow(refusal);

    expect(simulator.calls('GET /users/me')).toBe(1);
  });

  test('is told when to come back is not asked before', async () => {
    await using away = await AForeignServer.json(503, {}, { 'retry-after': '30' });

    await expect(anApiClient(away.url).api.me('a token')).rejects.toMatchObject({ seconds: 30 });

    expect(away.asked).toHaveLength(1);
  });
});

describe('what changes something', () => {
  test.each(['server-error', 'stall', 'reset', 'answer-lost', 'truncated', 'html'] as const)(
    'is done once, whatever becomes of the answer (%s)',
    async (kind) => {
      const owner = {
        scope: 'user' as const,
        organizationUri: me.organizationUri,
        userUri: me.uri,
      };
      const hook = { callbackUrl: `https://hooks.example/${kind}`, events: ['invitee.created'] };
      const subscribe = () => api.subscribe(token, { ...owner, ...hook, signingKey: 'a key' });
      simulator.switchOn({ at: 'api', kind });
      await expect(subscribe()).rejects.toThrow(ProviderError);
      expect(simulator.calls('POST /webhook_subscriptions')).toBe(1);

      simulator.switchOff();
      const held = await api.subscriptions(token, owner);
      const { uri } =
        held.find((one) => one.callbackUrl === hook.callbackUrl) ?? (await subscribe());
      simulator.switchOn({ at: 'api', kind: 'server-error' });

      await expect(api.unsubscribe(token, uri)).rejects.toThrow(ProviderError);
      expect(simulator.calls('DELETE /webhook_subscriptions/:uuid')).toBe(1);
    },
  );
});

describe('a list', () => {
  test('is read to its end, a hundred at a time', async () => {
    const found = await everyMeeting(api, token, query());

    expect(new Set(found.map(({ uri }) => uri)).size).toBe(meetings);
    expect(simulator.calls('GET /scheduled_events')).toBe(3);
    const starts = found.map(({ startTime }) => startTime?.getTime() ?? 0);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  test('is read from Calendly, wherever a page says that it goes on', async () => {
    simulator.switchOn({ at: 'api', kind: 'foreign-next-page', times: null });

    expect(await everyMeeting(api, token, query())).toHaveLength(meetings);
    expect(simulator.calls('GET /scheduled_events')).toBe(3);
  });

  test('that repeats itself is left', async () => {
    simulator.switchOn({ at: 'api', kind: 'repeated-page', times: null });

    await expect(everyMeeting(api, token, query())).rejects.toThrow('does not come to an end');
    expect(simulator.calls('GET /scheduled_events')).toBe(2);
  });

  test('with a token that leads nowhere is refused with words', async () => {
    simulator.switchOn({ at: 'api', kind: 'wrong-page-token' });

    await expect(everyMeeting(api, token, query())).rejects.toThrow(/page_token is invalid/);
  });

  test('that never ends is left', async () => {
    let pages = 0;
    await using server = await AForeignServer.answering((response) => {
      const pagination = { next_page: null, next_page_token: `${(pages += 1)}` };
      response.end(JSON.stringify({ collection: [], pagination }));
    });
    const owner = { scope: 'user' as const, organizationUri: me.organizationUri, userUri: me.uri };

    await expect(anApiClient(server.url).api.subscriptions('a token', owner)).rejects.toThrow(
      'does not come to an end',
    );
    expect(pages).toBe(200);
  });

  test('loses only what cannot be read, and says so', async () => {
    const uri = 'https://api.calendly.com/scheduled_events/EV';
    const invitee = {
      uri: `${uri}/invitees/IN`,
      email: 'ada@example.com',
      created_at: '2026-11-24T09:00:00Z',
    };
    await using server = await AForeignServer.answering((response, { path }) => {
      const collection = path.includes('/invitees')
        ? [null, 'nonsense', { ...invitee, email: null }, invitee]
        : [{ name: 'nameless' }, 17, { uri, start_time: '2026-12-03T15:00:00Z' }];
      const pagination = { next_page: null, next_page_token: null };
      response.end(JSON.stringify({ collection, pagination }));
    });
    const client = anApiClient(server.url);

    const [meeting, ...others] = (await client.api.meetings('a token', query())).meetings;
    const told = meeting && (await client.api.invitees('a token', meeting));

    expect(others).toEqual([]);
    expect(told).toMatchObject([{ fact: { kind: 'booked', email: 'ada@example.com' } }]);
    expect(client.logger.lines.map(({ fields }) => fields['reason'])).toEqual([
      'schema',
      'schema',
      'schema',
      'schema',
      'no_email',
    ]);
  });
});

describe('an answer', () => {
  test.each([
    ['of nothing', ''],
    ['that is no object', '[]'],
    ['of another shape', '{"resource":{"name":"nobody"}}'],
    ['without an organization', '{"resource":{"uri":"https://api.calendly.com/users/1"}}'],
    ['a hundred thousand levels deep', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
    ['of more than a megabyte', `{"resource":${' '.repeat(1024 * 1024)}{}}`],
  ])('%s is not understood, and is said not to be', async (_, body) => {
    await using server = await AForeignServer.answering((response) => response.end(body));
    const asked = anApiClient(server.url).api.me('a token');

    const failure = await asked.catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(ProviderError);
    expect(String(failure)).toMatch(/Calendly/);
  });

  test('that is large once it is unpacked is not read', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    await using server = await AForeignServer.answering((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });

    const failure = anApiClient(server.url).api.me('a token');

    await expect(failure).rejects.toThrow('too large');
  });
});

test.each(['..', '%2e%2e', 'a%2Fb', 'a?b', 'é', '//'])(
  'an id leads to no other path: %j',
  async (id) => {
    const uri = `https://api.calendly.com/webhook_subscriptions/${id}`;

    await expect(api.subscription(token, uri)).rejects.toThrow('has no id at its end');
  },
);
