import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';

const now = () => Math.floor(Date.now() / 1000);

describe('a realtime client is refused', () => {
  test.each<[string, (service: RunningService) => Promise<Record<string, unknown>>]>([
    ['without a token', async () => ({})],
    ['with a word for a token', async () => ({ token: 'password' })],
    ['with an empty token', async () => ({ token: '' })],
    ['with a token that has expired', async (s) => ({ token: await s.token({ exp: now() - 60 }) })],
    [
      'with a token of no organization',
      async (s) => ({ token: await s.token({ org: undefined }) }),
    ],
    ['with a number for a token', async () => ({ token: 42 })],
    ['with a list of tokens', async (s) => ({ token: [await s.token()] })],
    ['with an object for a token', async () => ({ token: { toString: null } })],
    ['with null for a token', async () => ({ token: null })],
    ['with the token under another name', async (s) => ({ __proto__: { token: await s.token() } })],
  ])('as unauthorized %s', async (_, auth) => {
    await using service = await aRunningService();

    using socket = new ASocket(service.url, { auth: await auth(service) });

    expect((await socket.refused()).data).toEqual({ code: 'unauthorized' });
    await expectsToLive(service);
  });

  test.each<[string, object]>([
    ['a place that is text', { after: '3' }],
    ['a place before the start', { after: -1 }],
    ['half a place', { after: 1.5 }],
    ['a list of places', { after: [1] }],
    ['an epoch that is a number', { after: 0, epoch: 1 }],
    ['an epoch without an end', { after: 0, epoch: 'e'.repeat(10_000) }],
  ])('as invalid with %s', async (_, place) => {
    await using service = await aRunningService();

    using socket = new ASocket(service.url, {
      auth: { token: await service.token(), ...place },
    });

    expect((await socket.refused()).data).toEqual({ code: 'validation' });
    await expectsToLive(service);
  });

  test('with its token in the address', async () => {
    await using service = await aRunningService();
    const token = await service.token();

    using socket = new ASocket(`${service.url}?token=${token}`, { auth: {} });

    expect((await socket.refused()).data).toEqual({ code: 'unauthorized' });
  });

  test.each(['polling', 'websocket'] as const)('from a foreign page over %s', async (transport) => {
    await using service = await aRunningService();

    using socket = new ASocket(service.url, {
      auth: { token: await service.token() },
      transport,
      headers: { origin: 'https://evil.example' },
    });

    expect(await socket.refused()).toMatchObject({ type: 'TransportError' });
    const response = await fetch(`${service.url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    await response.text();
  });
});

describe('a realtime client is let in', () => {
  test('from the page of the service itself', async () => {
    await using service = await aRunningService();

    using socket = new ASocket(service.url, {
      auth: { token: await service.token() },
      headers: { origin: 'https://crm.example' },
    });

    expect(await socket.ready()).toMatchObject({ organizationId: 'demo' });
  });

  test('into its own organization only, whatever it says', async () => {
    await using service = await aRunningService();
    const token = await service.token({ org: 'others' });
    using stranger = new ASocket(service.url, {
      auth: { token, after: 0, org: 'demo', organizationId: 'demo', room: 'org:demo' },
    });
    const ready = await stranger.ready();
    stranger.emit('join', 'org:demo');
    using member = new ASocket(service.url, { auth: { token: await service.token() } });
    await member.ready();

    await service.post(aBooking());
    await until(() => member.events().length === 3, 'three events');

    expect(ready).toMatchObject({ organizationId: 'others', seq: 0, replayed: 0 });
    expect(stranger.events()).toEqual([]);
  });

  test('until its token expires', async () => {
    await using service = await aRunningService();
    using socket = new ASocket(service.url, {
      auth: { token: await service.token({ exp: now() + 2 }) },
    });
    await socket.ready();

    await until(() => socket.disconnected !== null, 'the end of the token');

    expect(socket.messages.map(({ type }) => type)).toEqual(['ready', 'token_expired']);
    expect(socket.disconnected).toBe('io server disconnect');
  });

  test('and may say what it likes: nobody listens, nothing breaks', async () => {
    await using service = await aRunningService();
    using socket = new ASocket(service.url, { auth: { token: await service.token() } });
    await socket.ready();

    for (const word of ['__proto__', 'constructor', 'toString', 'auth:renew', 'prospect.created']) {
      socket.emit(word, null, [[[]]], { __proto__: { polluted: true } });
    }

    await service.post(aBooking());
    await until(() => socket.events().length === 3, 'three events');
    await expectsToLive(service);
  });
});

async function expectsToLive(service: RunningService): Promise<void> {
  expect((await service.get('/healthz', { token: null })).body).toEqual({ status: 'ok' });
  expect(service.logger.messages('error')).toEqual([]);
}
