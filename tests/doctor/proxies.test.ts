import { expect, test } from '@jest/globals';
import { APatient } from './a-patient.ts';
import type { Manners } from './a-proxy.ts';

const html = { 'content-type': 'text/html' };
const webhookOnly =
  (manners: Manners): Manners =>
  (request, response) =>
    request.url?.startsWith('/calendly/webhook') ? manners(request, response) : null;

/** What a proxy does to webhooks → what the doctor says of it. */
const proxies: [string, Manners, string, string][] = [
  [
    'that adds a slash at the end by a redirect',
    ({ url }, response) => {
      response.writeHead(308, { location: `${url}/?key=secret` }).end();
      return 'done';
    },
    'POST is redirected (308) to',
    'Calendly follows no redirect',
  ],
  [
    'that answers as a firewall does',
    (_, response) => {
      response.writeHead(403, html).end('<h1>Checking your browser</h1>');
      return 'done';
    },
    'the request is refused on its way (403), not by the service',
    'let POST /calendly/webhook pass',
  ],
  [
    'that takes pages only',
    (_, response) => {
      response.writeHead(405, html).end();
      return 'done';
    },
    'refused on its way (405)',
    'let POST /calendly/webhook pass',
  ],
  [
    'that asks for a password',
    (_, response) => {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="staging"' }).end();
      return 'done';
    },
    'the proxy asks for a password (401)',
    'Lift the proxy’s authentication for /calendly/webhook',
  ],
  [
    'that shows a page for everything',
    (_, response) => {
      response.writeHead(200, html).end('<div id="root"></div>');
      return 'done';
    },
    'another application answers 200',
    'Make the proxy pass POST /calendly/webhook',
  ],
  [
    'that does not reach the service',
    (_, response) => {
      response.writeHead(502, html).end();
      return 'done';
    },
    'the answer is 502',
    'Check that the service runs behind the proxy',
  ],
];

test.each(proxies)('a proxy %s keeps webhooks out', async (_, manners, finding, remedy) => {
  await using patient = await APatient.start({ proxy: { manners: webhookOnly(manners) } });

  const examined = await patient.examined();

  const [told = ''] = examined.about('Webhook address');
  expect(told).toMatch(/^✘/);
  expect(told).toContain(finding);
  expect(told).toContain(remedy);
  expect(told).not.toContain('secret');
  expect(examined.about('Public address')[0]).toMatch(/^✔/);
  expect(examined.code).toBe(1);
});

test('a proxy that redirects everything shows at the public address, and the rest is asked here', async () => {
  const manners: Manners = ({ url }, response) => {
    response.writeHead(301, { location: `https://www.crm.example${url}` }).end();
    return 'done';
  };
  await using patient = await APatient.start({ proxy: { manners } });

  const examined = await patient.examined();

  const [told = ''] = examined.about('Public address');
  expect(told).toContain('redirects to https://www.crm.example/healthz; the service answers here');
  expect(told).toContain('→ Put the address that the redirect leads to into APP_URL');
  expect(examined.about('API token')[0]).toMatch(/^✔/);
  expect(examined.code).toBe(1);
});

test('a proxy that drops WebSocket upgrades is found out', async () => {
  await using patient = await APatient.start({ proxy: { passesUpgrades: false } });

  const examined = await patient.examined();

  const [told = ''] = examined.about('WebSocket');
  expect(told).toContain('the WebSocket connection fails (400)');
  expect(told).toContain('→ Make the proxy pass WebSockets on');
  expect(examined.complaints.filter((line) => line.startsWith('✘'))).toHaveLength(1);
  expect(examined.code).toBe(1);
});

test('CORS_ORIGINS without the console’s own address is found out', async () => {
  await using patient = await APatient.start({
    service: { CORS_ORIGINS: 'https://elsewhere.example', NODE_ENV: 'test' },
  });

  const examined = await patient.examined();

  const [told = ''] = examined.about('WebSocket');
  expect(told).toContain('the origin of the console is not admitted');
  expect(told).toContain('CORS_ORIGINS');
  expect(examined.code).toBe(1);
});
