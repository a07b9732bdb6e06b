import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { signBodyBase64, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import {
  answerOf,
  aRunningService,
  type RunningService,
  signingKey,
} from '../support/a-running-service.ts';
import { expectProblem } from '../support/the-api.ts';

const body = aBooking();
const right = signV1(signingKey, body, new Date());
const [time = '', v1 = ''] = right.split(',');

describe('a webhook whose signature does not fit', () => {
  test.each<[string, string | null]>([
    ['none', null],
    ['an empty one', ''],
    ['a time alone', time],
    ['a signature alone', v1],
    ['garbage', 'garbage'],
    ['8 kB of garbage', 'a'.repeat(8000)],
    ['half of it', right.slice(0, -32)],
    ['letters that are no hex', `${time},v1=${'zz'.repeat(32)}`],
    ['two times', `${right},t=1700000000`],
    ['another time', right.replace(/t=\d+/, 't=1700000000')],
    ['a time in milliseconds', right.replace(time, `${time}000`)],
    ['another key’s', signV1('another key', body, new Date())],
    ['another key’s, the guide’s way', signBodyBase64('another key', body)],
    ['an empty key’s', signV1('', body, new Date())],
    ['another body’s', signV1(signingKey, `${body} `, new Date())],
    ['a hundred of them', `${right}${`,${v1}`.repeat(99)}`],
  ])('is refused and not kept: %s', async (_, signature) => {
    await using service = await aRunningService();

    const answer = await service.post(body, { signature });

    expect(answer).toMatchObject({ status: 401, body: { error: 'Invalid signature' } });
    expect(await deliveries(service)).toEqual([]);
    expect(service.logger.lines.map(({ message }) => message)).toEqual([
      'Invalid signature: a webhook was refused',
    ]);
  });

  test('is refused at a connection that does not exist as at one that does not match', async () => {
    await using service = await aRunningService();
    const url = `${service.url}/calendly/webhook/nobodys-connection`;

    const response = await fetch(url, { method: 'POST', body });

    expect(await answerOf(response)).toMatchObject({
      status: 401,
      body: { error: 'Invalid signature' },
    });
  });

  test('twice is refused though one of the two is right', async () => {
    await using service = await aRunningService();
    const headers = new Headers([
      ['calendly-webhook-signature', right],
      ['calendly-webhook-signature', signV1(signingKey, body, new Date(0))],
    ]);

    const response = await fetch(`${service.url}/calendly/webhook`, {
      method: 'POST',
      headers,
      body,
    });

    expect(await answerOf(response)).toMatchObject({ status: 401 });
  });
});

test('while keys rotate, both are live', async () => {
  await using service = await aRunningService({ CALENDLY_WEBHOOK_SIGNING_KEY: 'new key, old key' });

  const answers = [
    await service.post(aBooking(), { key: 'new key' }),
    await service.post(aBooking(), { key: 'old key' }),
    await service.post(aBooking(), { key: 'new key, old key' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 401]);
});

test('once keys have rotated, the old one is nobody’s', async () => {
  await using service = await aRunningService({ CALENDLY_WEBHOOK_SIGNING_KEY: 'new key' });

  const answers = [
    await service.post(aBooking(), { key: 'old key' }),
    await service.post(aBooking(), { key: 'new key' }),
  ];

  expect(answers.map(({ status }) => status)).toEqual([401, 200]);
});

describe('a webhook of 1 MiB', () => {
  const tooMuch = Buffer.alloc(1024 * 1024 + 1, ' ');

  test('and a byte is refused before it is read where it says how long it is', async () => {
    await using service = await aRunningService();
    const sent = request(`${service.url}/calendly/webhook`, {
      method: 'POST',
      headers: { 'content-length': tooMuch.length },
    });
    sent.on('error', () => undefined);
    sent.flushHeaders();

    const [response] = await once(sent, 'response');

    expect(response.statusCode).toBe(413);
    expect(await json(response)).toMatchObject({ status: 413, code: 'too_large' });
    sent.destroy();
    expect((await service.post(aBooking())).status).toBe(200);
  });

  test('and a byte is refused where the limit is passed when it does not say', async () => {
    await using service = await aRunningService();
    const sent = request(`${service.url}/calendly/webhook`, { method: 'POST' });
    sent.on('error', () => undefined);
    sent.write(tooMuch);

    const [response] = await once(sent, 'response');

    expect(response.statusCode).toBe(413);
    expect(await json(response)).toMatchObject({ status: 413, code: 'too_large' });
    sent.destroy();
    expect((await service.post(aBooking())).status).toBe(200);
  });

  test('to the byte is taken', async () => {
    await using service = await aRunningService();

    const booking = Buffer.from(aBooking());
    const padding = Buffer.alloc(1024 * 1024 - booking.length, ' ');
    const answer = await service.post(Buffer.concat([booking, padding]));

    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } });
  });
});

test.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD'])(
  'webhooks do not come by %s',
  async (method) => {
    await using service = await aRunningService();

    for (const path of ['', '/a-connection', '/a-connection/routing-forms']) {
      const url = `${service.url}/calendly/webhook${path}`;
      const answer = await answerOf(await fetch(url, { method }));

      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('POST');
      if (method !== 'HEAD') expectProblem(answer, 405, 'method_not_allowed');
    }
  },
);

async function deliveries(service: RunningService): Promise<unknown> {
  const token = await service.token({ role: 'admin' });
  return (await service.get<{ items: unknown }>('/deliveries', { token })).body.items;
}
