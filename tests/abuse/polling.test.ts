import { describe, expect, test } from '@jest/globals';
import { bounds } from '../../src/domain/bounds.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aMember, expectsToServe } from '../support/a-member.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { ARawWebSocket } from '../support/a-raw-websocket.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { readMetrics } from '../support/the-metrics.ts';

const path = '/socket.io/?EIO=4&transport=polling';
const handshake = `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const refusal = '40{}';
const withMetrics = { METRICS_PORT: '0' };

describe('of thousands of packets that come in one go hardly any is looked at:', () => {
  test('in a body of long polling', async () => {
    await using service = await aRunningService(withMetrics);
    using member = await aMember(service);
    const sid = await begin(service);
    const body = Array.from({ length: 12_000 }, () => refusal).join('\x1e');

    await fetch(`${service.url}${path}&sid=${sid}`, { method: 'POST', body });

    expect(await refused(service, 'rate_limited')).toBe(1);
    expect(await refused(service, 'unauthorized')).toBeLessThanOrEqual(bounds.packetsInOneGo.value);
    await expectsToServe(service, member);
    expect(await sockets(service)).toBe(1);
  });

  test('on a WebSocket', async () => {
    await using service = await aRunningService(withMetrics);
    using member = await aMember(service);
    using stranger = await ARawWebSocket.open(service.url);

    stranger.sayOften(refusal, 5_000);
    await until(async () => (await refused(service, 'rate_limited')) > 0, 'the end of it');

    expect(await refused(service, 'unauthorized')).toBeLessThanOrEqual(bounds.packetsInOneGo.value);
    await expectsToServe(service, member);
  });
});

test('what comes on a line behind a poll that waits, waits too', async () => {
  await using service = await aRunningService(withMetrics);
  const sid = await begin(service);
  using line = new ARawLine(service.url);

  line.say(`GET ${path}&sid=${sid} HTTP/1.1\r\nHost: a\r\n\r\n${handshake.repeat(50)}`);
  await service.get('/healthz');
  expect(await sockets(service)).toBe(1);
  await fetch(`${service.url}${path}&sid=${sid}`, { method: 'POST', body: '40{}' });
  await until(async () => (await sockets(service)) > 10, 'the others to have their turn');

  expect(line.isClosed).toBe(false);
});

test('a line that asks for more sessions than can wait is closed', async () => {
  await using service = await aRunningService(withMetrics);
  const sid = await begin(service);
  using line = new ARawLine(service.url);

  line.say(`GET ${path}&sid=${sid} HTTP/1.1\r\nHost: a\r\n\r\n${handshake.repeat(500)}`);
  await until(() => line.isClosed, 'the end of the line');

  expect(line.heard).toBe('');
  expect(await sockets(service)).toBe(0);
});

test('a client that polls no more is let go with what waits for it', async () => {
  await using service = await aRunningService(withMetrics);
  await service.post(aBooking());
  const { body: list } = await service.get<{ items: { id: string }[] }>('/prospects');
  const token = await service.token();
  const sid = await begin(service);
  const poll = `${service.url}${path}&sid=${sid}`;
  await fetch(poll, { method: 'POST', body: `40${JSON.stringify({ token })}` });
  await until(async () => (await (await fetch(poll)).text()).includes('"ready"'), 'a member');

  const url = `${service.url}/prospects/${list.items[0]?.id}/notes`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ body: '€'.repeat(10_000) });
  for (let i = 0; i < 45; i += 1) await fetch(url, { method: 'POST', headers, body });

  await until(async () => (await sockets(service)) === 0, 'the end of it');
  expect(await refused(service, 'slow_consumer')).toBe(1);
});

async function begin(service: RunningService): Promise<string> {
  const { body } = await service.get<string>(path, { token: null });
  return (JSON.parse(body.slice(1)) as { sid: string }).sid;
}

async function sockets(service: RunningService): Promise<number> {
  return (await readMetrics(service)).get('velvena_sockets') ?? 0;
}

async function refused(service: RunningService, code: string): Promise<number> {
  return (await readMetrics(service)).get(`velvena_socket_refusals_total{code="${code}"}`) ?? 0;
}
