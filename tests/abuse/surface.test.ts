import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { answerOf, aRunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem } from '../support/the-api.ts';

const assets = join(import.meta.dirname, '../../dist/console/assets');

describe('what a stranger sees', () => {
  test.each(['/', '/prospects', '/nothing', '/healthz', '/calendly/webhook'])(
    'says nothing of how it is made, and tells browsers to be careful: %s',
    async (path) => {
      await using service = await aRunningService();

      const { headers } = await service.get(path, { token: null });

      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
      });
    },
  );

  test('answers what is posted to a webhook’s address without guessing at its kind', async () => {
    await using service = await aRunningService();

    const answers = await Promise.all(
      ['/calendly/webhook', '/calendly/webhook?a=b', '/calendly/webhook/x/routing-forms'].map(
        (path) => fetch(service.url + path, { method: 'POST', body: '{}' }),
      ),
    );

    for (const { status, headers } of answers) {
      expect(status).toBe(401);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  test('is not told to insist on https where the service is reached without', async () => {
    await using service = await aRunningService({ APP_URL: 'http://crm.example' });

    const { headers } = await service.get('/', { token: null });

    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('is a page that runs nothing but the service’s own files', async () => {
    await using service = await aRunningService();

    const { headers } = await service.get('/', { token: null });

    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  test('is alive, and no more, however they ask', async () => {
    await using service = await aRunningService();

    const answers = await Promise.all(
      ['/healthz', '/healthz?verbose', '/healthz?verbose=1&full'].map((path) => service.get(path)),
    );

    expect(answers.map(({ body }) => body)).toEqual(answers.map(() => ({ status: 'ok' })));
  });

  test.each([
    '/metrics',
    '/metrics/',
    '/.env',
    '/.git/config',
    '/package.json',
    '/assets/',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/assets/index.js.map',
    '/socket.io/socket.io.js.map',
  ])('has nothing at %s', async (path) => {
    await using service = await aRunningService();
    using line = new ARawLine(service.url);

    line.say(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const status = await line.status();
    await until(() => line.isClosed, 'the end of an answer');

    expect([400, 404]).toContain(status);
    expect(line.heard).not.toMatch(/velvena-calendly|dependencies|sources/);
  });

  test('is code without the sources it was made from', async () => {
    const names = await readdir(assets);

    expect(names.filter((name) => name.endsWith('.js'))).not.toEqual([]);
    expect(names.filter((name) => name.endsWith('.map'))).toEqual([]);
    for (const name of names.filter((each) => each.endsWith('.js'))) {
      expect(await readFile(join(assets, name), 'utf8')).not.toContain('sourceMappingURL');
    }
  });

  test('is never an address that they wrote themselves', async () => {
    await using service = await aRunningService();
    using line = new ARawLine(service.url);

    line.say(
      'GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n' +
        'X-Forwarded-Proto: evil\r\nForwarded: host=evil.example\r\nConnection: close\r\n\r\n',
    );
    await until(() => line.isClosed, 'the page');

    expect(await line.status()).toBe(200);
    expect(line.heard).not.toContain('evil');
  });
});

describe('a page of another origin', () => {
  test.each(['https://crm.example', 'https://app.example'])(
    'may call where it was named: %s',
    async (origin) => {
      await using service = await aRunningService({
        CORS_ORIGINS: 'https://crm.example,https://app.example',
      });

      const asked = await preflight(service.url, origin);
      const answer = await service.get('/prospects', { headers: { origin } });

      expect(asked.status).toBe(204);
      expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
      expect(asked.headers.get('access-control-allow-headers')).toBe('Authorization,Content-Type');
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(answer.headers.get('vary')).toContain('Origin');
    },
  );

  test.each([
    'https://evil.example',
    'https://crm.example.evil.example',
    'http://crm.example',
    'null',
  ])('may not where it was not: %s', async (origin) => {
    await using service = await aRunningService();

    const asked = await preflight(service.url, origin);
    const answer = await service.get('/prospects', { headers: { origin } });

    for (const { headers } of [asked, answer]) {
      expect(headers.get('access-control-allow-origin') ?? '').toBe('');
    }
  });
});

test('a service that did not get round to its work says so for a moment, and takes webhooks', async () => {
  await using service = await aRunningService();
  await until(async () => (await service.get('/readyz')).status === 200, 'readiness');

  const until400 = performance.now() + 400;
  while (performance.now() < until400);
  const ready = await service.get('/readyz');
  const health = await service.get('/healthz');
  const webhook = await service.post(aBooking());

  expectProblem(ready, 503, 'not_ready');
  expect(ready.body).toMatchObject({ failing: ['event_loop'] });
  expect([health.status, webhook.status]).toEqual([200, 200]);
  await until(async () => (await service.get('/readyz')).status === 200, 'readiness');
});

async function preflight(url: string, origin: string) {
  return answerOf(
    await fetch(`${url}/prospects`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    }),
  );
}
