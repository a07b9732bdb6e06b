import { createSecretKey } from 'node:crypto';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { AKeySet } from '../support/a-key-set.ts';
import { aRunningService, type RunningService, signed } from '../support/a-running-service.ts';
import { ASocket } from '../support/a-socket.ts';
import { expectProblem } from '../support/the-api.ts';
import { countedWhile } from '../support/the-metrics.ts';

// Only what time it is is pretended: how long keys are kept is told by the clock, not by a timer.
const timers = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
afterEach(() => {
  jest.useRealTimers();
});

describe('a token by the keys of a set on the web', () => {
  test('lets in, and the set is asked for once', async () => {
    await using keys = await AKeySet.create();
    await using service = await servedBy(keys);

    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => ask(service, await keys.token())),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(keys.asked).toBe(1);
  });

  test('signed with a new key lets in once the set may be asked for again', async () => {
    await using keys = await AKeySet.create();
    await using service = await servedBy(keys);
    await ask(service, await keys.token());
    await keys.changeKey('second');

    const before = await ask(service, await keys.token());
    secondsPass(31);
    const after = await ask(service, await keys.token());

    expectProblem(before, 401, 'token_invalid');
    expect(after.status).toBe(200);
    expect(keys.asked).toBe(2);
  });
});

describe('a token does not let in', () => {
  test.each<[string, (keys: AKeySet) => Promise<string>]>([
    ['that the public key itself signed, as a secret', hmacByPublicKey],
    ['that a secret of the service could have signed', () => signed(claims())],
    ['that nobody signed', async () => unsigned()],
    ['that names a key nobody knows', (keys) => keys.token({}, { kid: 'unknown' })],
    ['that names a file for a key', (keys) => keys.token({}, { kid: '../../etc/passwd' })],
    ['without an organization', (keys) => keys.token({ org: undefined })],
    ['of several organizations', (keys) => keys.token({ org: ['demo', 'others'] })],
  ])('%s', async (_, tokenOf) => {
    await using keys = await AKeySet.create();
    await using service = await servedBy(keys);

    const answer = await ask(service, await tokenOf(keys));

    expectProblem(answer, 401, 'token_invalid');
    expect((await ask(service, await keys.token())).status).toBe(200);
    expect(keys.asked).toBe(1);
  });

  test.each(['jwk', 'jku', 'x5u', 'x5c'] as const)(
    'by a key that its own header brings or names: %s',
    async (header) => {
      await using keys = await AKeySet.create();
      await using stranger = await AKeySet.create();
      await using service = await servedBy(keys);
      const { keys: shown } = (await (await fetch(stranger.url)).json()) as { keys: object[] };
      const brought = { jwk: shown[0], jku: stranger.url, x5u: stranger.url, x5c: ['MIIB'] };

      const token = await stranger.token({}, { kid: 'first', [header]: brought[header] });

      expectProblem(await ask(service, token), 401, 'token_invalid');
      expect(stranger.asked).toBe(1);
    },
  );
});

describe('however many tokens name keys that nobody knows', () => {
  test('the set is asked for once until it may be asked for again', async () => {
    await using keys = await AKeySet.create();
    await using service = await servedBy(keys);
    await ask(service, await keys.token());
    const guess = async (i: number) => ask(service, await keys.token({}, { kid: `guess-${i}` }));

    secondsPass(31);
    const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => guess(i)));

    for (const answer of answers) expectProblem(answer, 401, 'token_invalid');
    expect(keys.asked).toBe(2);
  });
});

test('a key for more operations than there are is left out, and the others stay good', async () => {
  await using keys = await AKeySet.create();
  const { keys: shown } = (await (await fetch(keys.url)).json()) as { keys: object[] };
  const operations = Array.from({ length: 50_000 }, (_, i) => `${i}`);
  const set = [{ ...shown[0], kid: 'endless', key_ops: operations }, ...shown];
  keys.trouble = { status: 200, body: JSON.stringify({ keys: set }) };
  await using service = await servedBy(keys);

  const began = Date.now();
  const good = await ask(service, await keys.token());
  const endless = await ask(service, await keys.token({}, { kid: 'endless' }));

  expect(good.status).toBe(200);
  expectProblem(endless, 401, 'token_invalid');
  expect(Date.now() - began).toBeLessThan(4000);
});

describe('while the key set is away', () => {
  const troubles = [
    ['hangs up', 'hangs up'],
    ['fails', { status: 500, body: '{}' }],
    ['is elsewhere', { status: 302, body: '' }],
    ['is a web page', { status: 200, body: '<html>' }],
    ['is no set', { status: 200, body: '{"keys": 42}' }],
    ['does not come to an end', { status: 200, body: `{"keys": []${' '.repeat(1024 * 1024)}}` }],
  ] as const;

  test.each(troubles)('nobody is told that the token is bad: it %s', async (_, trouble) => {
    await using keys = await AKeySet.create();
    keys.trouble = trouble;
    await using service = await servedBy(keys);
    const token = await keys.token();

    const counted = await countedWhile(service, 'problems_total', async () => {
      for (let i = 0; i < 5; i += 1) {
        const answer = await ask(service, token);
        expectProblem(answer, 503, 'auth_unavailable');
        expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
      }
    });
    using socket = new ASocket(service.url, { auth: { token } });

    expect((await socket.refused()).data).toEqual({ code: 'unavailable' });
    expect(counted).toEqual({ auth_unavailable: 5 });
    expect(keys.asked).toBe(1);
    expect(service.logger.messages('error')).toEqual(['The key set for tokens cannot be read']);
  });

  test('it is asked again a little later, and everything is well', async () => {
    await using keys = await AKeySet.create();
    keys.trouble = 'hangs up';
    await using service = await servedBy(keys);
    await ask(service, await keys.token());
    keys.trouble = null;

    secondsPass(11);

    expect((await ask(service, await keys.token())).status).toBe(200);
    expect(keys.asked).toBe(2);
  });

  test.each(troubles)('who has a key that was known is let in: it %s', async (_, trouble) => {
    await using keys = await AKeySet.create();
    await using service = await servedBy(keys);
    await ask(service, await keys.token());
    keys.trouble = trouble;

    secondsPass(3600);
    const answers = [
      await ask(service, await keys.token()),
      await ask(service, await keys.token()),
      await ask(service, await keys.token({}, { kid: 'unknown' })),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401]);
    expect(keys.asked).toBe(2);
  });

  test('a token that no key could make good is refused all the same', async () => {
    await using keys = await AKeySet.create();
    keys.trouble = 'hangs up';
    await using service = await servedBy(keys);

    expectProblem(await ask(service, unsigned()), 401, 'token_invalid');
    expectProblem(await ask(service, 'password'), 401, 'token_invalid');
    expect(keys.asked).toBe(0);
  });
});

function servedBy(keys: AKeySet): Promise<RunningService> {
  return aRunningService({ JWT_SECRET: '', JWT_JWKS_URL: keys.url, METRICS_PORT: '0' });
}

function ask(service: RunningService, token: string) {
  return service.get('/prospects', { token });
}

function secondsPass(seconds: number): void {
  jest.useFakeTimers({ doNotFake: [...timers], now: Date.now() + seconds * 1000 });
}

function claims() {
  const now = Math.floor(Date.now() / 1000);
  return { sub: 'a-person', org: 'demo', role: 'admin', iat: now, exp: now + 600 };
}

async function hmacByPublicKey(keys: AKeySet): Promise<string> {
  return new SignJWT(claims())
    .setProtectedHeader({ alg: 'HS256', kid: 'first' })
    .sign(createSecretKey(Buffer.from(await keys.publicPem())));
}

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', kid: 'first' })}.${part(claims())}.e30`;
}
