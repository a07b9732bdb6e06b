import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aMember, expectsToServe, untilThereAre } from '../support/a-member.ts';
import { ARawWebSocket } from '../support/a-raw-websocket.ts';
import { aRunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';

const withMetrics = { METRICS_PORT: '0' };

describe('what no client of ours would say ends its own line only:', () => {
  test('a message over 64 kB', async () => {
    await using service = await aRunningService(withMetrics);
    using member = await aMember(service);
    using socket = await aMember(service);

    socket.emit('hello', 'a'.repeat(70_000));
    await until(() => socket.disconnected !== null, 'the end of a line');

    await expectsToServe(service, member);
  });

  test('a message in more pieces than anybody needs', async () => {
    await using service = await aRunningService(withMetrics);
    using member = await aMember(service);
    using socket = await ARawWebSocket.open(service.url);

    socket.sayInPieces(60_000);
    await untilThereAre(1, service);

    await expectsToServe(service, member);
  });

  test.each([
    ['more attachments than anybody needs', '451000-["hello",{"_placeholder":true,"num":0}]'],
    ['attachments that never come, twice', '451-["hello",{"_placeholder":true,"num":7}]'],
    ['no packet', '4{'],
    ['a packet of no type', '49'],
    ['words that are no event', '42{"a":1}'],
    ['an event without a name', '42[]'],
    ['an event named by a number', '42[{"__proto__":1}]'],
  ])('%s', async (_, packet) => {
    await using service = await aRunningService(withMetrics);
    using member = await aMember(service);
    using socket = await ARawWebSocket.open(service.url);
    await socket.comeIn(await service.token());

    socket.say(packet);
    socket.say(packet);
    await untilThereAre(1, service);

    await expectsToServe(service, member);
  });

  test.each([
    ['a renewal thirty thousand levels deep', `42["auth:renew",${deep(30_000)}]`],
    ['an event named like what every object has', '42["__proto__",{"__proto__":{"polluted":1}}]'],
    ['an event of the library itself', '42["disconnecting","a"]'],
    ['an event of the service itself', '42["ready",{}]'],
  ])('or not even that: %s', async (_, packet) => {
    await using service = await aRunningService(withMetrics);
    using member = await aMember(service);
    using socket = await ARawWebSocket.open(service.url);
    await socket.comeIn(await service.token());

    socket.say(packet);

    await expectsToServe(service, member);
    expect('polluted' in {}).toBe(false);
  });
});

test('a client that comes with another one’s session gets nothing of it', async () => {
  await using service = await aRunningService(withMetrics);
  using member = await aMember(service);
  await service.post(aBooking());
  await until(() => member.events().length === 3, 'three events');

  for (const stolen of [member.id, `${member.id}xx`]) {
    const token = await service.token({ org: 'others' });
    const auth = { token, pid: stolen, offset: '0', sid: stolen };
    using thief = new ASocket(service.url, { auth });
    expect(await thief.ready()).toMatchObject({ organizationId: 'others', replayed: 0 });
    expect(thief.events()).toEqual([]);
  }
  await expectsToServe(service, member, 6);
});

function deep(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}
