import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { send } from '../support/a-request.ts';
import { aRunningService, fixture, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { expectProblem } from '../support/the-api.ts';
import { countedWhile, readMetrics } from '../support/the-metrics.ts';

const withMetrics = { METRICS_PORT: '0' };
const receipts = ['accepted', 'duplicate', 'ignored', 'unrouted', 'stored', 'quarantined'];
const now = () => Math.floor(Date.now() / 1000);

describe('every webhook is counted once, by what was answered', () => {
  const old = new Date(Date.now() - 26 * 3600_000);

  test.each<[string, (service: RunningService) => Promise<unknown>]>([
    ['accepted', (service) => service.post(aBooking())],
    ['ignored', (service) => service.post(fixture('webhook.unknown-event'))],
    ['stored', (service) => service.post('null')],
    ['quarantined', (service) => service.post(aBooking(), { signedAt: old })],
    ['signature_invalid', (service) => service.post(aBooking(), { signature: null })],
    ['signature_invalid', (service) => service.post(aBooking(), { key: 'another key' })],
    ['too_large', (service) => service.post(' '.repeat(1024 * 1024 + 1))],
    ['method_not_allowed', (service) => service.get('/calendly/webhook')],
    [
      'not_found',
      (service) => fetch(`${service.url}/calendly/webhook/no.such`, { method: 'POST' }),
    ],
    ['aborted', sendHalf],
  ])('%s', async (code, send) => {
    await using service = await aRunningService(withMetrics);

    const counted = await countedWhile(service, 'webhooks_total', () => send(service));

    expect(counted).toEqual({ [code]: 1 });
  });

  test('duplicate, however often', async () => {
    await using service = await aRunningService(withMetrics);
    const body = aBooking();
    await service.post(body);

    const counted = await countedWhile(service, 'webhooks_total', async () => {
      for (let i = 0; i < 3; i += 1) await service.post(body);
    });

    expect(counted).toEqual({ duplicate: 3 });
  });

  test('unrouted', async () => {
    await using service = await aRunningService({
      ...withMetrics,
      DEFAULT_ORGANIZATION_ID: 'none',
    });

    const counted = await countedWhile(service, 'webhooks_total', () => service.post(aBooking()));

    expect(counted).toEqual({ unrouted: 1 });
  });

  test('and is no problem of the API, whose problems are no webhooks', async () => {
    await using service = await aRunningService(withMetrics);

    const problems = await countedWhile(service, 'problems_total', () =>
      service.post(aBooking(), { signature: null }),
    );
    const webhooks = await countedWhile(service, 'webhooks_total', () => service.get('/nothing'));

    expect({ problems, webhooks }).toEqual({ problems: {}, webhooks: {} });
  });
});

describe('every problem of the API is counted once, by its code', () => {
  test.each<[string, (service: RunningService) => Promise<unknown>]>([
    ['token_missing', (service) => service.get('/prospects', { token: null })],
    ['token_invalid', (service) => service.get('/prospects', { token: 'password' })],
    [
      'token_expired',
      async (service) =>
        service.get('/prospects', { token: await service.token({ exp: now() - 60 }) }),
    ],
    ['forbidden', (service) => service.get('/deliveries')],
    ['not_found', (service) => service.get('/prospects/1')],
    ['not_found', (service) => service.get('/nothing')],
    ['validation', (service) => service.get('/prospects?limit=0')],
    ['cursor_invalid', (service) => service.get('/prospects?cursor=made-up')],
    ['resync_required', (service) => service.get('/events?after=7')],
    ['oauth_state_invalid', (service) => service.get('/auth/calendly/callback?state=a&code=b')],
    [
      'oauth_state_invalid',
      (service) => service.get('/auth/calendly/callback', { headers: { accept: 'text/html' } }),
    ],
    [
      'not_configured',
      async (service) =>
        send(service, 'POST', '/calendly/connect', {
          token: await service.token({ role: 'admin' }),
        }),
    ],
    ['malformed', (service) => send(service, 'PATCH', '/prospects/1', { body: '{' })],
    [
      'not_json',
      (service) => send(service, 'PATCH', '/prospects/1', { contentType: 'text/plain' }),
    ],
    [
      'too_large',
      (service) => send(service, 'PATCH', '/prospects/1', { body: { name: 'a'.repeat(70_000) } }),
    ],
  ])('%s', async (code, ask) => {
    await using service = await aRunningService(withMetrics);

    const counted = await countedWhile(service, 'problems_total', () => ask(service));

    expect(counted).toEqual({ [code]: 1 });
  });

  test('and what is none is not', async () => {
    await using service = await aRunningService(withMetrics);

    const counted = await countedWhile(service, 'problems_total', () => service.get('/prospects'));

    expect(counted).toEqual({});
  });
});

describe('every realtime client that is not let in, or is let go, is counted once', () => {
  test.each<[string, Record<string, unknown>]>([
    ['unauthorized', {}],
    ['unauthorized', { token: 'password' }],
  ])('%s', async (code, auth) => {
    await using service = await aRunningService(withMetrics);

    const counted = await countedWhile(service, 'socket_refusals_total', async () => {
      using socket = new ASocket(service.url, { auth });
      await socket.refused();
    });

    expect(counted).toEqual({ [code]: 1 });
  });

  test('validation', async () => {
    await using service = await aRunningService(withMetrics);

    const counted = await countedWhile(service, 'socket_refusals_total', async () => {
      const token = await service.token();
      using socket = new ASocket(service.url, { auth: { token, after: -1 } });
      await socket.refused();
    });

    expect(counted).toEqual({ validation: 1 });
  });

  test('foreign_origin', async () => {
    await using service = await aRunningService(withMetrics);

    const counted = await countedWhile(service, 'socket_refusals_total', async () => {
      const token = await service.token();
      const headers = { origin: 'https://evil.example' };
      using socket = new ASocket(service.url, { auth: { token }, headers });
      await socket.refused();
    });

    expect(counted).toEqual({ foreign_origin: 1 });
  });

  test('token_expired', async () => {
    await using service = await aRunningService(withMetrics);

    const counted = await countedWhile(service, 'socket_refusals_total', async () => {
      const token = await service.token({ exp: now() + 2 });
      using socket = new ASocket(service.url, { auth: { token } });
      await socket.first('token_expired');
    });

    expect(counted).toEqual({ token_expired: 1 });
  });
});

describe('the metrics page', () => {
  test('shows what operators look for first', async () => {
    await using service = await aRunningService(withMetrics);
    using socket = new ASocket(service.url, { auth: { token: await service.token() } });
    await socket.ready();
    await Promise.all([service.post(aBooking()), service.post(aBooking('grace@example.com'))]);

    const metrics = await readMetrics(service);

    expect(metrics.get('velvena_sockets')).toBe(1);
    expect(metrics.get('velvena_webhooks_waiting')).toBe(0);
    expect(metrics.get('velvena_commit_batch_size_sum')).toBe(2);
    expect(metrics.get('velvena_commit_seconds_count')).toBe(
      metrics.get('velvena_commit_batch_size_count'),
    );
    expect(metrics.get('velvena_webhooks_total{code="unavailable"}')).toBe(0);
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds']) {
      expect(metrics.get(name)).toEqual(expect.any(Number));
    }
  });

  test('has what the docs list, with every code of a webhook', async () => {
    await using service = await aRunningService(withMetrics);
    const docs = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');

    const page = await (await fetch(service.metricsUrl)).text();

    const named = [...page.matchAll(/^# TYPE (velvena_\w+) /gm)].map(([, name = '']) => name);
    const told = [...docs.matchAll(/^\| `(velvena_\w+)` \|/gm)].map(([, name = '']) => name);
    expect(told.toSorted()).toEqual(named.toSorted());
    const refusals = [...page.matchAll(/^velvena_webhooks_total\{code="(\w+)"\}/gm)]
      .map(([, code = '']) => code)
      .filter((code) => !receipts.includes(code));
    for (const code of refusals) expect(docs).toContain(`\`${code}\``);
  });

  test('is not on the port that the internet reaches', async () => {
    await using service = await aRunningService(withMetrics);

    expectProblem(await service.get('/metrics'), 404, 'not_found');
    expect((await fetch(service.metricsUrl)).status).toBe(200);
    expect((await fetch(new URL('/', service.metricsUrl))).status).toBe(404);
    expect((await fetch(service.metricsUrl, { method: 'POST' })).status).toBe(404);
    expect(new URL(service.metricsUrl).hostname).toBe('127.0.0.1');
  });

  test('is nowhere unless somebody asked for it', async () => {
    await using service = await aRunningService();

    expect(service.metricsUrl).toBe('');
  });

  test('stops a service from starting when its port is taken', async () => {
    await using service = await aRunningService(withMetrics);
    const { port } = new URL(service.metricsUrl);

    await expect(aRunningService({ METRICS_PORT: port })).rejects.toThrow(/EADDRINUSE/);
  });

  test('is each service’s own', async () => {
    await using one = await aRunningService(withMetrics);
    await using other = await aRunningService(withMetrics);

    const counted = await countedWhile(other, 'webhooks_total', () => one.post(aBooking()));

    expect(counted).toEqual({});
  });
});

/** Promises more than it sends, and hangs up. */
async function sendHalf(service: RunningService): Promise<void> {
  const { hostname, port } = new URL(service.url);
  const line = connect(Number(port), hostname);
  line.write('POST /calendly/webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf');
  await until(async () => (await waiting(service)) === 1, 'half a webhook');
  line.destroy();
  await until(async () => (await waiting(service)) === 0, 'the end of half a webhook');
}

async function waiting(service: RunningService): Promise<number | undefined> {
  return (await readMetrics(service)).get('velvena_webhooks_waiting');
}
