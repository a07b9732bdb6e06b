import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { answerOf, aRunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem } from '../support/the-api.ts';
import { untilReady } from '../support/until-ready.ts';

const root = join(import.meta.dirname, '../..');
const assets = join(root, 'dist/console/assets');

interface Versioned {
  version: string;
}

interface Document {
  info: Versioned;
}

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

  test.each([
    '/prospects',
    '/prospects/x',
    '/prospects?limit=0',
    '/scheduled-events',
    '/events',
    '/deliveries',
    '/calendly/status',
    '/calendly/completeness',
    '/auth/calendly/callback',
    '/nothing',
  ])('is kept by nobody on the way: %s', async (path) => {
    await using service = await aRunningService();

    for (const token of [undefined, null]) {
      const { headers } = await service.get(path, token === null ? { token } : {});

      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  test.each(['h2c', 'websocket, h2c', 'TLS/1.0', 'websocket'])(
    'is answered over HTTP/1.1 where the client would rather speak %s',
    async (protocol) => {
      await using service = await aRunningService();
      using line = new ARawLine(service.url);

      line.say(
        `GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: ${protocol}\r\nHTTP2-Settings: AAMAAABk\r\n\r\n`,
      );

      await until(async () => line.heard.includes('{"status":"ok"}'), 'an answer');
      expect(line.heard).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  test.each(['br', 'gzip'])('gets the page’s files compressed: %s', async (encoding) => {
    await using service = await aRunningService();
    const name = (await readdir(assets)).find((file) => /^index-.*\.js$/.test(file)) ?? '';

    const answer = await fetch(`${service.url}/assets/${name}`, {
      headers: { 'accept-encoding': encoding },
    });

    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(answer.headers.get('content-type')).toMatch(/javascript/);
    expect(await answer.text()).toBe(await readFile(join(assets, name), 'utf8'));
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

  test.each([
    ['/docs', 'en', 'The API of Velvena Calendly'],
    ['/docs?lang=fr', 'fr', 'L’API de Velvena Calendly'],
  ])('is a page about the API that runs and loads nothing: %s', async (path, language, title) => {
    await using service = await aRunningService();

    const { headers, body } = await service.get(path, { token: null });

    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src data:;/);
    expect(headers.get('content-language')).toBe(language);
    expect(headers.get('content-type')).toContain('text/html');
    expect(body).toContain(title);
  });

  test('is what the API takes and answers, as documents', async () => {
    await using service = await aRunningService();

    const openapi = await service.get<Document>('/openapi.json', { token: null });
    const asyncapi = await service.get<Document>('/asyncapi.json', { token: null });

    expect(openapi.body).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: 'https://crm.example' }],
    });
    expect(asyncapi.body).toMatchObject({
      asyncapi: '3.0.0',
      servers: { service: { host: 'crm.example', protocol: 'wss' } },
    });
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Versioned;
    expect([openapi.body.info.version, asyncapi.body.info.version]).toEqual([version, version]);
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
  await untilReady(service);

  const until400 = performance.now() + 400;
  while (performance.now() < until400);
  const ready = await service.get('/readyz');
  const health = await service.get('/healthz');
  const webhook = await service.post(aBooking());

  expectProblem(ready, 503, 'not_ready');
  expect(ready.body).toMatchObject({ failing: ['event_loop'] });
  expect([health.status, webhook.status]).toEqual([200, 200]);
  await untilReady(service);
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
