import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../adapters/settings/config.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { type Answer, aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket } from '../support/a-socket.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';
import { countedWhile } from '../support/the-metrics.ts';

const behindAProxy = { TRUSTED_PROXIES: '1' };
const now = () => Math.floor(Date.now() / 1000);

describe('a flood of webhooks that nobody signed', () => {
  test('is told to wait, leaves nothing behind, and holds up nothing that is signed', async () => {
    await using service = await aRunningService({ METRICS_PORT: '0' });
    let answers: Answer[] = [];

    const counted = await countedWhile(service, 'webhooks_total', async () => {
      answers = await many(130, () => service.post(aBooking(), { key: 'another key' }));
    });
    const signed = await many(20, (i) => service.post(aBooking(`grace-${i}@example.com`)));

    expect(counted).toEqual({ signature_invalid: 120, rate_limited: 10 });
    const [last] = answers.filter(({ status }) => status === 429);
    expectToWait(last, 60);
    expect(signed.map(({ body }) => body)).toEqual(signed.map(() => ({ status: 'accepted' })));
    expect((await listProspects(service)).items).toHaveLength(20);
    expect(service.logger.messages('error')).toEqual([]);
  });

  test('from many addresses is told to wait at its endpoint, and nowhere else', async () => {
    await using service = await aRunningService(behindAProxy);
    const flood = (i: number) => forged(service, `10.0.${i >> 8}.${i & 255}`);

    const answers = await many(1210, flood);
    const elsewhere = await forged(service, '10.1.0.1', '/calendly/webhook/a-connection');
    const signed = await service.post(aBooking());

    expect(answers.filter((status) => status === 429)).toHaveLength(10);
    expect(elsewhere).toBe(401);
    expect(signed.status).toBe(200);
  });

  test('is one address’s flood whatever it says of itself', async () => {
    await using service = await aRunningService();

    const answers = await many(125, (i) => forged(service, `10.0.0.${i}`));

    expect(answers.filter((status) => status === 429)).toHaveLength(5);
  });

  test('is told apart by the address that the proxy saw, not by those before it', async () => {
    await using service = await aRunningService(behindAProxy);

    const flood = await many(125, (i) => forged(service, `10.0.0.${i}, 203.0.113.7`));
    const neighbour = await forged(service, '10.0.0.1, 203.0.113.8');

    expect(flood.filter((status) => status === 429)).toHaveLength(5);
    expect(neighbour).toBe(401);
  });

  test('is one flood from all the addresses of one network of IPv6', async () => {
    await using service = await aRunningService(behindAProxy);

    const flood = await many(125, (i) => forged(service, `2001:db8:0:7::${i.toString(16)}`));
    const neighbour = await forged(service, '2001:db8:0:8::1');

    expect(flood.filter((status) => status === 429)).toHaveLength(5);
    expect(neighbour).toBe(401);
  });
});

describe('a flood of tokens that nobody gave out', () => {
  test('is told to wait, over HTTP and over sockets, and keeps nobody out', async () => {
    await using service = await aRunningService();

    const answers = await many(305, (i) => service.get('/prospects', { token: `a.b.${i}` }));
    using guest = new ASocket(service.url, { auth: { token: 'a.b.c' } });
    using member = new ASocket(service.url, { auth: { token: await service.token() } });

    const refused = answers.filter(({ status }) => status === 401);
    expect(refused).toHaveLength(300);
    expectToWait(
      answers.find(({ status }) => status === 429),
      60,
    );
    expect((await guest.refused()).data).toEqual({ code: 'rate_limited' });
    expect(await member.ready()).toMatchObject({ organizationId: 'demo' });
    expect((await service.get('/prospects')).status).toBe(200);
  });

  test('over sockets is told to wait over HTTP too', async () => {
    await using service = await aRunningService();

    for (let i = 0; i < 6; i += 1) {
      await many(50, async () => {
        using socket = new ASocket(service.url, { auth: { token: 'a.b.c' } });
        await socket.refused();
      });
    }

    expectToWait(await service.get('/prospects', { token: 'a.b.c' }), 60);
  });

  test('that have expired is only told so: they were good once', async () => {
    await using service = await aRunningService();
    const token = await service.token({ exp: now() - 60 });

    const answers = await many(310, () => service.get('/prospects', { token }));

    for (const answer of answers) expectProblem(answer, 401, 'token_expired');
  });
});

describe('a program that asks too much', () => {
  test('is told when to come back, and nobody else is', async () => {
    await using service = await aRunningService({ API_REQUESTS_PER_SECOND: '2' });
    const token = await service.token({ sub: 'a-program' });

    const answers = await many(15, () => service.get('/prospects', { token }));
    const others = await service.get('/prospects', { token: await service.token() });

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expectToWait(
      answers.find(({ status }) => status === 429),
      5,
    );
    expect(others.status).toBe(200);
    expect((await service.post(aBooking())).status).toBe(200);
  });

  test('has to ask a thousand times at once before that', async () => {
    await using service = await aRunningService();
    const token = await service.token();

    const answers = await many(1000, () => service.get('/events', { token }));

    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(readConfig({}).API_REQUESTS_PER_SECOND).toBeGreaterThanOrEqual(100);
  });
});

/** Does something so many times, twenty at once. */
async function many<T>(count: number, act: (i: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      next += 1;
      results.push(await act(next));
    }
  };
  await Promise.all(Array.from({ length: 20 }, worker));
  return results;
}

/** Posts a webhook that nobody signed, as somebody behind a proxy. */
async function forged(
  service: RunningService,
  forwardedFor: string,
  path = '/calendly/webhook',
): Promise<number> {
  const headers = { 'x-forwarded-for': forwardedFor };
  const response = await fetch(service.url + path, { method: 'POST', headers, body: '{}' });
  await response.text();
  return response.status;
}

function expectToWait(answer: Answer | undefined, mostSeconds: number): void {
  if (answer === undefined) throw new Error('Nobody was told to wait.');
  expectProblem(answer, 429, 'rate_limited');
  const wait = Number(answer.headers.get('retry-after'));
  expect(wait).toBeGreaterThanOrEqual(1);
  expect(wait).toBeLessThanOrEqual(mostSeconds);
}
