import { expect, test } from '@jest/globals';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aMember } from '../support/a-member.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { aRunningService, signingKey } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { readMetrics } from '../support/the-metrics.ts';

test('a service that stops takes in what has begun, lets go of the rest, and is gone', async () => {
  await using service = await aRunningService({ METRICS_PORT: '0' });
  using socket = await aMember(service);
  const { url } = service;
  using idle = new ARawLine(url);
  idle.say('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
  await idle.status();
  using line = new ARawLine(url);
  const body = Buffer.from(aBooking());
  const signature = signV1(signingKey, body, new Date());
  line.say(
    `POST /calendly/webhook HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n` +
      `${signatureHeader}: ${signature}\r\n\r\n`,
  );
  line.say(body.subarray(0, 100));
  const waiting = async () => (await readMetrics(service)).get('velvena_webhooks_waiting');
  await until(async () => (await waiting()) === 1, 'half a webhook');

  const stopped = service.stop();
  await until(() => idle.isClosed && socket.disconnected !== null, 'the rest to be let go');
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  line.say(body.subarray(100));

  expect(await line.status()).toBe(200);
  await until(() => line.isClosed, 'the end of the last line');
  expect(line.heard).toContain('{"status":"accepted"}');
  expect(line.heard.toLowerCase()).toContain('connection: close');
  await stopped;
});
