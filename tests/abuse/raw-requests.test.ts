import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { listProspects } from '../support/the-api.ts';

const start = 'POST /calendly/webhook HTTP/1.1\r\nHost: a\r\n';

describe('a request that is not one request is refused, and the next one served:', () => {
  test.each<[string, number, string]>([
    [
      'its length told in two ways',
      400,
      `${start}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['two lengths', 400, `${start}Content-Length: 4\r\nContent-Length: 5\r\n\r\nnull`],
    ['a length that is no number', 400, `${start}Content-Length: 4, 5\r\n\r\nnull`],
    ['a chunk without a size', 400, `${start}Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n`],
    ['an encoding nobody knows', 400, `${start}Transfer-Encoding: cow\r\n\r\nnull`],
    ['no host', 400, 'POST /calendly/webhook HTTP/1.1\r\nContent-Length: 4\r\n\r\nnull'],
    ['a header over two lines', 400, `${start}X-One: a\r\n b\r\nContent-Length : 4\r\n\r\nnull`],
    ['a NUL in a header', 400, `${start}X-One: \u0000\r\nContent-Length: 4\r\n\r\nnull`],
    ['20 kB of headers', 431, `${start}X-One: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['a thousand headers', 431, `${start}${'X-One: aaaaaaaaaaaa\r\n'.repeat(1000)}\r\n`],
    ['no HTTP', 400, '\u0016\u0003\u0001\u0002\u0000\u0001\u0000'],
  ])('%s', async (_, status, text) => {
    await using service = await aRunningService();
    using line = new ARawLine(service.url);

    line.say(text);

    expect(await line.status()).toBe(status);
    await until(() => line.isClosed, 'the end of the line');
    expect(line.heard).not.toMatch(/\.ts\b|node_modules/);
    await expectsUnharmed(service);
  });

  test('and what is smuggled behind one is not another', async () => {
    await using service = await aRunningService();
    using line = new ARawLine(service.url);
    const smuggled = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n';

    line.say(`${start}Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n${smuggled}`);
    await until(() => line.isClosed, 'the end of the line');

    expect(line.heard.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    expect(line.heard).not.toContain('"ok"');
  });
});

describe('a token in a request that is written oddly', () => {
  test('is refused with a letter more, and taken with white space that is no part of it', async () => {
    await using service = await aRunningService();
    const token = await service.token();
    const asked = [`${token}=`, `${token}a`, `${token} a`, `${token},${token}`, `${token} `];

    const statuses = [];
    for (const text of asked) {
      using line = new ARawLine(service.url);
      line.say(`GET /prospects HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${text}\r\n\r\n`);
      statuses.push(await line.status());
    }

    expect(statuses).toEqual([401, 401, 401, 401, 200]);
  });

  test('is refused in a handshake, where white space is a part of it', async () => {
    await using service = await aRunningService();
    const token = await service.token();

    for (const text of [`${token} `, ` ${token}`, `${token}\n`, `${token}=`]) {
      using socket = new ASocket(service.url, { auth: { token: text } });
      expect((await socket.refused()).data).toEqual({ code: 'unauthorized' });
    }
  });

  test('is refused when only bits that say nothing differ', async () => {
    await using service = await aRunningService();
    const token = await service.token();
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 256 bits fill 42 letters and two thirds of another one.
    const last = letters.indexOf(token.at(-1) ?? '');
    const alike = [0, 1, 2, 3].map((bits) => token.slice(0, -1) + letters[(last & ~3) | bits]);

    const answers = await Promise.all(
      alike.map((text) => service.get('/prospects', { token: text })),
    );

    expect(alike).toContain(token);
    expect(answers.map(({ status }) => status)).toEqual(
      alike.map((text) => (text === token ? 200 : 401)),
    );
  });

  test('is refused before it is read when it is a megabyte long', async () => {
    await using service = await aRunningService();
    using line = new ARawLine(service.url);

    line.say(`GET /prospects HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${'a'.repeat(2 ** 20)}`);

    expect(await line.status()).toBe(431);
    await expectsUnharmed(service);
  });
});

async function expectsUnharmed(service: RunningService): Promise<void> {
  expect(await service.post(aBooking('grace@example.com'))).toMatchObject({ status: 200 });
  expect((await listProspects(service)).items).toHaveLength(1);
  expect(service.logger.messages('error')).toEqual([]);
}
