import { expect, test } from '@jest/globals';
import { bookings } from '../support/a-booked-webhook.ts';
import { untilThereAre } from '../support/a-member.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { ARawWebSocket } from '../support/a-raw-websocket.ts';
import { aRunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { listProspects } from '../support/the-api.ts';

const start = 'POST /calendly/webhook HTTP/1.1\r\nHost: a\r\n';

// It takes as long as the service has patience: 10 s for headers or a token, 15 s for a whole request.
test('who sends too slowly is let go, while everybody else is served', async () => {
  await using service = await aRunningService({ METRICS_PORT: '0' });
  using shy = await ARawWebSocket.open(service.url);
  await untilThereAre(1, service);
  const silent = lines(170, service.url, '');
  const slowHeaders = lines(170, service.url, `${start}X-Slow: `);
  const slowBodies = lines(170, service.url, `${start}Content-Length: 100000\r\n\r\n`);
  const trickle = setInterval(() => {
    for (const line of [...slowHeaders, ...slowBodies]) line.say('a');
  }, 500);

  const answers = await Promise.all(bookings(60).map((body) => service.post(body)));
  const all = [...silent, ...slowHeaders, ...slowBodies];
  await until(() => all.every(({ isClosed }) => isClosed), 'the slow to be let go', 30);
  clearInterval(trickle);
  await untilThereAre(0, service);

  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  for (const { heard } of [...slowHeaders, ...slowBodies])
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  expect(shy.line.heard).not.toContain('ready');
  expect((await listProspects(service, '?limit=100')).items).toHaveLength(60);
  expect(service.logger.messages('error')).toEqual([]);
}, 45_000);

/** So many lines on which the same is said first. */
function lines(count: number, url: string, text: string): ARawLine[] {
  return Array.from({ length: count }, () => {
    const line = new ARawLine(url);
    line.say(text);
    return line;
  });
}
