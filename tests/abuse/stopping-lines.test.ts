import { expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aMember } from '../support/a-member.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { aRunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';

const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;

test('a service that drains says so first, and serves on with the last answer of every line', async () => {
  await using service = await aRunningService({ DRAIN_SECONDS: '60' });
  using kept = new ARawLine(service.url);
  kept.say(ask('/healthz'));
  await kept.status();
  const hurry = new AbortController();
  const stopped = service.stop(hurry.signal);

  const ready = await service.get('/readyz');
  const answers = await Promise.all([
    service.post(aBooking('draining@example.com')),
    service.get('/prospects'),
    service.get('/prospects', { token: null }),
    service.get('/nowhere'),
    service.get('/socket.io/?EIO=4&transport=polling'),
  ]);
  kept.say(ask('/healthz'));
  await until(() => kept.isClosed, 'the kept line to end');
  using nonsense = new ARawLine(service.url);
  nonsense.say('NONSENSE\r\n\r\n');
  await until(() => nonsense.isClosed, 'a refusal of nonsense');

  expect(ready).toMatchObject({ status: 503, body: { failing: ['shutting_down'] } });
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 404, 200]);
  for (const { headers } of [ready, ...answers]) expect(headers.get('connection')).toBe('close');
  expect(kept.heard.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  expect(kept.heard.match(/Connection: close/g)).toHaveLength(1);
  expect(nonsense.heard).toContain('Connection: close');
  hurry.abort();
  await stopped;
});

test('requests that came in one go are all answered before their line ends', async () => {
  await using service = await aRunningService({ DRAIN_SECONDS: '60' });
  const hurry = new AbortController();
  const stopped = service.stop(hurry.signal);
  using line = new ARawLine(service.url);
  line.say(ask('/healthz').repeat(5));

  await until(() => line.isClosed, 'the line to end');

  expect(line.heard.match(/HTTP\/1\.1 200/g)).toHaveLength(5);
  hurry.abort();
  await stopped;
});

test('lines that never spoke, stopped in a header, or idle end at once; a body that never ends, within the bound', async () => {
  await using service = await aRunningService({ METRICS_PORT: '0' });
  const said = [
    '',
    'GET /healthz HT',
    ask('/healthz'),
    'POST /calendly/webhook HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
  ];
  const lines = said.map((text) => {
    const line = new ARawLine(service.url);
    line.say(text);
    return line;
  });
  using mute = new ARawLine(service.metricsUrl);
  await service.get('/healthz');
  await until(() => lines[2]?.heard.includes('200') === true, 'the third line to be idle');

  const began = Date.now();
  await service.stop();

  expect(Date.now() - began).toBeLessThan(16_000);
  await until(() => [...lines, mute].every((line) => line.isClosed), 'every line to end');
});

test('a service that drains hangs up on its sockets one after another', async () => {
  await using service = await aRunningService({ DRAIN_SECONDS: '3' });
  const sockets = await Promise.all(Array.from({ length: 20 }, () => aMember(service)));
  const open = () => sockets.filter(({ disconnected }) => disconnected === null).length;

  const stopped = service.stop();
  await until(() => open() < 20, 'the first to be let go');

  expect(open()).toBeGreaterThan(0);
  await stopped;
  await until(() => open() === 0, 'all to be let go');
});
