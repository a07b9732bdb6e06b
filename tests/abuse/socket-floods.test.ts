import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aMember, aSocket, expectsToServe, untilThereAre } from '../support/a-member.ts';
import { ARawWebSocket } from '../support/a-raw-websocket.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { readMetrics } from '../support/the-metrics.ts';

const withMetrics = { METRICS_PORT: '0' };

describe('a client that says too much is told so and let go:', () => {
  test.each<[string, (socket: ASocket) => void]>([
    ['events', (socket) => socket.emit('hello', 'world')],
    ['renewals', (socket) => socket.emit('auth:renew', null)],
    ['acknowledgements of what it was never asked', (socket) => socket.sayPacket('431[]')],
    ['handshakes', (socket) => socket.sayPacket('40/elsewhere,{}')],
    ['odd packets', (socket) => socket.sayPacket('42')],
  ])('%s', async (_, say) => {
    await using service = await aRunningService(withMetrics);
    using member = await aMember(service);
    using flooding = await aMember(service);

    for (let i = 0; i < 200; i += 1) say(flooding);
    await until(() => flooding.disconnected !== null, 'the end of a flood');

    await expectsToServe(service, member);
    expect(await refusals(service)).toBeLessThanOrEqual(1);
  });

  test('events, with a word when to come back', async () => {
    await using service = await aRunningService(withMetrics);
    using flooding = await aMember(service);

    for (let i = 0; i < 1000; i += 1) flooding.emit('hello', i);
    await until(() => flooding.disconnected !== null, 'the end of a flood');

    expect(flooding.messages.at(-1)).toEqual({
      type: 'rate_limited',
      body: { retryAfterSeconds: expect.any(Number) },
    });
    expect(flooding.disconnected).toBe('io server disconnect');
    expect(await refusals(service)).toBe(1);
  });

  test('before it has shown a token', async () => {
    await using service = await aRunningService(withMetrics);
    using stranger = await ARawWebSocket.open(service.url);

    for (let i = 0; i < 200; i += 1) stranger.say('40{"token":"password"}');
    await untilThereAre(0, service);

    expect(service.logger.messages('error')).toEqual([]);
  });

  test('fifty messages are not too much', async () => {
    await using service = await aRunningService();
    using socket = await aMember(service);

    // The handshake was the first.
    for (let i = 0; i < 48; i += 1) socket.emit('hello', i);

    expect(await socket.ask('auth:renew', null)).toEqual({ ok: false, code: 'validation' });
    expect(socket.disconnected).toBeNull();
  });
});

describe('the places for sockets', () => {
  test('are so many for a person, and free again when one is left', async () => {
    await using service = await aRunningService({ SOCKETS_PER_PERSON: '2' });
    using first = await aMember(service);
    using second = await aMember(service);

    using third = await aSocket(service);
    expect((await third.refused()).data).toEqual({ code: 'rate_limited' });
    using colleague = await aMember(service, { sub: 'a-colleague' });
    using namesake = await aMember(service, { org: 'others' });
    await first.leave();
    using fourth = await aMember(service);

    await service.post(aBooking());
    await until(
      () => [second, colleague, fourth].every((socket) => socket.events().length === 3),
      'three events each',
    );
    expect(namesake.events()).toEqual([]);
  });

  test('are so many for an organization', async () => {
    await using service = await aRunningService({ SOCKETS_PER_ORGANIZATION: '3' });
    const people = await Promise.all(
      [1, 2, 3].map((i) => aMember(service, { sub: `person-${i}` })),
    );

    using late = await aSocket(service, { sub: 'person-4' });
    using stranger = await aSocket(service, { org: 'others' });

    expect((await late.refused()).data).toEqual({ code: 'rate_limited' });
    expect(await stranger.ready()).toMatchObject({ organizationId: 'others' });
    for (const person of people) person.close();
  });

  test('are not taken by those who are not let in', async () => {
    await using service = await aRunningService({ SOCKETS_PER_PERSON: '1' });
    for (const auth of [{}, { token: 'password' }, { after: -1 }]) {
      const token = await service.token();
      using refused = new ASocket(service.url, { auth: { token, after: -1, ...auth } });
      await refused.refused();
    }

    using member = await aMember(service);

    await expectsToServe(service, member);
  });
});

async function refusals(service: RunningService): Promise<number> {
  const metrics = await readMetrics(service);
  return metrics.get('velvena_socket_refusals_total{code="rate_limited"}') ?? 0;
}
