import { expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aMember } from '../support/a-member.ts';
import { ARawWebSocket } from '../support/a-raw-websocket.ts';
import { aRunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { readMetrics } from '../support/the-metrics.ts';

const withMetrics = { METRICS_PORT: '0' };

test('a client that stops reading is let go, and everybody else hears everything', async () => {
  await using service = await aRunningService(withMetrics);
  await service.post(aBooking());
  using member = await aMember(service);
  using stalled = await ARawWebSocket.open(service.url);
  await stalled.comeIn(await service.token());
  const prospect = await service.get<{ items: { id: string }[] }>('/prospects');
  const url = `${service.url}/prospects/${prospect.body.items[0]?.id}/notes`;
  const headers = {
    authorization: `Bearer ${await service.token()}`,
    'content-type': 'application/json',
  };

  stalled.line.stopReading();
  const body = JSON.stringify({ body: '€'.repeat(10_000) });
  for (let i = 0; i < 400; i += 1) {
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
  }

  const letGo = 'velvena_socket_refusals_total{code="slow_consumer"}';
  await until(
    async () => (await readMetrics(service)).get(letGo) === 1,
    'the end of a slow client',
  );
  // A note also changes when its prospect was last active.
  const seqs = Array.from({ length: 800 }, (_, i) => i + 4);
  await until(() => member.events().length === seqs.length, 'all notes');
  expect(member.seqs()).toEqual(seqs);
  const metrics = await readMetrics(service);
  expect(metrics.get(letGo)).toBe(1);
  expect(metrics.get('velvena_sockets')).toBe(1);
}, 40_000);
