import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';

const now = () => Math.floor(Date.now() / 1000);

describe('a client whose token is about to expire', () => {
  test('stays when it brings a younger one', async () => {
    await using service = await aRunningService();
    const exp = now() + 2;
    using socket = await aClient(service, exp);

    const answer = await socket.ask('auth:renew', { token: await service.token() });
    await delay(exp * 1000 - Date.now() + 200);

    expect(answer).toEqual({ ok: true, expiresAt: expect.any(String) });
    expect(socket.disconnected).toBeNull();
    expect(socket.messages.map(({ type }) => type)).toEqual(['ready']);
  });

  test.each<[string, string, (service: RunningService) => Promise<unknown>]>([
    ['another organization’s', 'forbidden', (s) => s.token({ org: 'others' })],
    ['another person’s', 'forbidden', (s) => s.token({ sub: 'another-person' })],
    ['one that has expired', 'token_expired', (s) => s.token({ exp: now() - 60 })],
    ['one that is none', 'token_invalid', async () => 'password'],
    ['a number', 'validation', async () => 42],
    ['a list', 'validation', async (s) => [await s.token()]],
    ['nothing', 'validation', async () => null],
  ])('is told what is wrong with what it brings instead: %s', async (_, code, bring) => {
    await using service = await aRunningService();
    using socket = await aClient(service, now() + 600);

    const answer = await socket.ask('auth:renew', { token: await bring(service) });

    expect(answer).toEqual({ ok: false, code });
  });

  test('goes when it should though it brought one that is not valid', async () => {
    await using service = await aRunningService();
    using socket = await aClient(service, now() + 2);

    await socket.ask('auth:renew', { token: await service.token({ org: 'others' }) });
    await until(() => socket.disconnected !== null, 'the end of the first token');

    expect(socket.messages.at(-1)).toMatchObject({ type: 'token_expired' });
  });

  test('breaks nothing by words that are no renewal', async () => {
    await using service = await aRunningService();
    using socket = await aClient(service, now() + 600);

    for (const words of [[], [null], [[]], ['a'], [{ token: { __proto__: null } }, 1, 2]]) {
      socket.emit('auth:renew', ...words);
    }
    const answer = await socket.ask('auth:renew', null);

    expect(answer).toEqual({ ok: false, code: 'validation' });
    expect((await service.get('/healthz', { token: null })).status).toBe(200);
  });
});

async function aClient(service: RunningService, exp: number): Promise<ASocket> {
  const socket = new ASocket(service.url, { auth: { token: await service.token({ exp }) } });
  await socket.ready();
  return socket;
}
