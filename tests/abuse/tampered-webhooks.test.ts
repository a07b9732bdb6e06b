import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  hmacSha256,
  signatureHeader,
  signBodyBase64,
  signV1,
} from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { aRunningService, type RunningService, signingKey } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { listProspects } from '../support/the-api.ts';
import { countedWhile } from '../support/the-metrics.ts';

const withMetrics = { METRICS_PORT: '0' };

describe('a webhook that was changed on its way', () => {
  const body = Buffer.from(aBooking());
  /** Another byte somewhere, one more, one less, or the rest cut off. */
  const change = fc.record({
    at: fc.nat(body.length - 1),
    byte: fc.nat(255),
    how: fc.constantFrom('replaced' as const, 'added' as const, 'removed' as const, 'cut' as const),
  });

  test('is refused whatever was changed, and leaves nothing behind', async () => {
    await using service = await aRunningService();

    await fc.assert(
      fc.asyncProperty(change, async (changed) => {
        const tampered = changedBody(body, changed);
        fc.pre(!tampered.equals(body));
        for (const signature of [
          signV1(signingKey, body, new Date()),
          signBodyBase64(signingKey, body),
        ]) {
          expect((await service.post(tampered, { signature })).status).toBe(401);
        }
      }),
      // Two requests each, and an address may fail 120 times a minute.
      { numRuns: 50 },
    );

    expect(await everything(service)).toEqual({ deliveries: 0, prospects: 0 });
    expect((await service.post(body)).body).toEqual({ status: 'accepted' });
  });

  test('is refused when only its writing changed', async () => {
    await using service = await aRunningService();
    const text = aBooking();
    const signature = signV1(signingKey, text, new Date());
    const rewritten = [
      JSON.stringify(JSON.parse(text), null, 2),
      `${text}\n`,
      ` ${text}`,
      text.replace('{', '{ '),
      text.replace('@', '\\u0040'),
    ];

    for (const other of rewritten) {
      expect((await service.post(other, { signature })).status).toBe(401);
    }

    expect(await everything(service)).toEqual({ deliveries: 0, prospects: 0 });
  });
});

describe('a signature that is spelled unusually', () => {
  test('in capitals is as good', async () => {
    await using service = await aRunningService();
    const body = aBooking();
    const [time = '', digest = ''] = signV1(signingKey, body, new Date()).split(',v1=');

    const answer = await service.post(body, { signature: `${time},v1=${digest.toUpperCase()}` });

    expect(answer.body).toEqual({ status: 'accepted' });
  });

  test('among four wrong ones is as good, among more it is not', async () => {
    await using service = await aRunningService();
    const body = aBooking();
    const [time = '', right = ''] = signV1(signingKey, body, new Date()).split(',');
    const among = (wrong: number) =>
      [time, ...Array.from({ length: wrong }, () => `v1=${'0'.repeat(64)}`), right].join(',');

    const statuses = [];
    for (const wrong of [5, 100, 4]) {
      statuses.push((await service.post(body, { signature: among(wrong) })).status);
    }

    expect(statuses).toEqual([401, 401, 200]);
  });
});

describe('a time that is not written in ten digits signs nothing, though the key is right:', () => {
  test.each(['', '12abc', '0x10', ' 12 ', '-1', '1e9', '1'.repeat(20), String(Date.now())])(
    '%p',
    async (time) => {
      await using service = await aRunningService();
      const body = aBooking();
      const digest = hmacSha256(signingKey, `${time}.`, body).toString('hex');

      const answer = await service.post(body, { signature: `t=${time},v1=${digest}` });

      expect(answer).toMatchObject({ status: 401, body: { error: 'Invalid signature' } });
      expect(await everything(service)).toEqual({ deliveries: 0, prospects: 0 });
    },
  );
});

describe('a webhook’s address that could be no connection’s is none:', () => {
  test.each([
    '/calendly/webhook/%00',
    '/calendly/webhook/%2e%2e%2f',
    '/calendly/webhook/a/../../../etc/passwd',
    '/calendly/webhook/caf%C3%A9',
    '/calendly/webhook/%ff',
    '/calendly/webhook/%',
    `/calendly/webhook/${'a'.repeat(10_000)}`,
    '/calendly/webhook/a/b',
    '/calendly/webhook/a%27%3b--/routing-forms',
  ])('%p', async (path) => {
    await using service = await aRunningService();
    const body = Buffer.from(aBooking());
    const signature = signV1(signingKey, body, new Date());
    using line = new ARawLine(service.url);

    line.say(`POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n`);
    line.say(`${signatureHeader}: ${signature}\r\nConnection: close\r\n\r\n`);
    line.say(body);
    await until(() => line.isClosed, 'an answer');

    expect(await line.status()).toBe(404);
    expect(line.heard).toContain('"code":"not_found"');
    expect(await everything(service)).toEqual({ deliveries: 0, prospects: 0 });
  });
});

describe('a webhook that is small on the line and large in memory', () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  const headers = { 'content-encoding': 'gzip' };

  test('is refused unread when nobody signed it', async () => {
    await using service = await aRunningService(withMetrics);

    const counted = await countedWhile(service, 'webhooks_total', () =>
      service.post(bomb, { signature: 'garbage', headers }),
    );

    expect(counted).toEqual({ signature_invalid: 1 });
    expect(await everything(service)).toEqual({ deliveries: 0, prospects: 0 });
  });

  test('is kept as small as it came when somebody did', async () => {
    await using service = await aRunningService();

    const answer = await service.post(bomb, { headers });

    expect(answer.body).toEqual({ status: 'stored' });
    const token = await service.token({ role: 'admin' });
    expect((await service.get('/deliveries', { token })).body).toMatchObject({
      items: [{ status: 'dead', reason: 'encoded', sizeBytes: bomb.length }],
    });
  });
});

test('a webhook without an end is cut off, however much more there would be', async () => {
  await using service = await aRunningService(withMetrics);
  using line = new ARawLine(service.url);
  const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`;

  const counted = await countedWhile(service, 'webhooks_total', async () => {
    line.say('POST /calendly/webhook HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    for (let i = 0; i < 17; i += 1) line.say(chunk);
    expect(await line.status()).toBe(413);
    await until(() => line.isClosed, 'the end of the line');
  });

  expect(counted).toEqual({ too_large: 1 });
  expect(await everything(service)).toEqual({ deliveries: 0, prospects: 0 });
  expect((await service.post(aBooking())).status).toBe(200);
});

test('no key of the service signs for an address that nobody connected', async () => {
  await using service = await aRunningService();
  const body = aBooking();
  const post = (signature: string) =>
    fetch(`${service.url}/calendly/webhook/somebody-elses`, {
      method: 'POST',
      headers: { [signatureHeader]: signature },
      body,
    });

  const forged = await post(signV1('somebody else’s key', body, new Date()));
  const environments = await post(signV1(signingKey, body, new Date()));

  for (const answer of [forged, environments]) {
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: 'Invalid signature' });
  }
  expect((await listProspects(service)).items).toEqual([]);
});

function changedBody(
  body: Buffer,
  { at, byte, how }: { at: number; byte: number; how: 'replaced' | 'added' | 'removed' | 'cut' },
): Buffer {
  const before = body.subarray(0, at);
  const byKind = {
    replaced: [before, Buffer.from([byte]), body.subarray(at + 1)],
    added: [before, Buffer.from([byte]), body.subarray(at)],
    removed: [before, body.subarray(at + 1)],
    cut: [before],
  };
  return Buffer.concat(byKind[how]);
}

async function everything(service: RunningService) {
  const token = await service.token({ role: 'admin' });
  const deliveries = await service.get<{ items: unknown[] }>('/deliveries', { token });
  const { items } = await listProspects(service);
  return { deliveries: deliveries.body.items.length, prospects: items.length };
}
