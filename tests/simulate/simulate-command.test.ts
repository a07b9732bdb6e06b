import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AService } from './a-service.ts';

let service: AService;
beforeEach(async () => {
  service = await AService.start();
});
afterEach(() => service.stop());

const book = (...more: string[]) =>
  service.simulate(['book', '--email', 'ada@example.com', ...more]);

describe('book', () => {
  test('sends the service a believable booking of the near future', async () => {
    const { code, stdout } = await service.simulate([
      'book',
      '--email',
      'ada.lovelace@example.com',
    ]);

    expect(code).toBe(0);
    expect(stdout).toContain('1 delivery: 1 accepted');
    expect(stdout).toContain('ada.lovelace@example.com');
    const [fact] = service.facts;
    expect(fact).toMatchObject({
      kind: 'booked',
      email: 'ada.lovelace@example.com',
      contact: { name: 'Ada Lovelace', timezone: 'Europe/Paris' },
      cancellation: null,
      replaces: null,
    });
    const daysAhead = (Number(fact?.meeting?.startTime) - Date.now()) / 86_400_000;
    expect(daysAhead).toBeGreaterThan(2);
    expect(daysAhead).toBeLessThan(7);
  });

  test('takes a name and a start', async () => {
    await book('--name', 'Augusta King', '--start', '2027-01-05T10:00:00+01:00');

    expect(service.facts[0]).toMatchObject({
      contact: { name: 'Augusta King' },
      meeting: { startTime: new Date('2027-01-05T09:00:00Z') },
    });
  });

  test('of several people, each delivery twice and in no order, says how many were new', async () => {
    const { code, stdout } = await book('--count', '10', '--duplicate', '1', '--shuffle');

    expect(code).toBe(0);
    expect(stdout).toMatch(/20 deliveries: .*10 accepted/);
    expect(stdout).toContain('10 duplicate');
    expect(new Set(service.facts.map(({ email }) => email)).size).toBe(10);
    expect(new Set(service.facts.map(({ booking }) => booking)).size).toBe(10);
  });

  test('keeps to a rate', async () => {
    const startedAt = performance.now();

    await book('--count', '5', '--rate', '10');

    expect(performance.now() - startedAt).toBeGreaterThan(400);
  });

  test('of many people says how far it is', async () => {
    const { stderr } = await book('--count', '200');

    expect(stderr.trim().split('\n')).toEqual(
      Array.from({ length: 10 }, (_, i) => `${(i + 1) * 20} of 200`),
    );
  });
});

describe('what follows a booking', () => {
  test('cancel cancels it, once', async () => {
    await book();

    const first = await service.simulate(['cancel', '--email', 'ada@example.com']);
    const second = await service.simulate(['cancel', '--email', 'ada@example.com']);

    expect(first.code).toBe(0);
    expect(service.facts.map(({ kind }) => kind)).toEqual(['booked', 'canceled']);
    expect(service.facts[1]).toMatchObject({
      booking: service.facts[0]?.booking,
      cancellation: { byType: 'invitee' },
      rescheduledAway: false,
    });
    expect(second.code).toBe(1);
  });

  test('reschedule sends both halves, and can be done again', async () => {
    await book();

    await service.simulate(['reschedule', '--email', 'ada@example.com']);
    await service.simulate([
      'reschedule',
      '--email',
      'ada@example.com',
      '--start',
      '2030-01-07T09:00Z',
    ]);

    const [booked, away, next, awayAgain, last] = service.facts;
    expect(away).toMatchObject({
      kind: 'canceled',
      booking: booked?.booking,
      rescheduledAway: true,
      replacedBy: next?.booking,
    });
    expect(next).toMatchObject({ kind: 'booked', replaces: booked?.booking });
    expect(Number(next?.meeting?.startTime)).toBe(Number(booked?.meeting?.startTime) + 86_400_000);
    expect(awayAgain).toMatchObject({ booking: next?.booking, replacedBy: last?.booking });
    expect(last?.meeting?.startTime).toEqual(new Date('2030-01-07T09:00:00Z'));
  });

  test('is of the one before, once the last is canceled', async () => {
    await book();
    await book();
    const email = ['--email', 'ada@example.com'];

    await service.simulate(['cancel', ...email]);
    await service.simulate(['reschedule', ...email]);
    await service.simulate(['cancel', ...email]);
    const { code } = await service.simulate(['cancel', ...email]);

    const [first, second, canceled, away, next, canceledToo] = service.facts;
    expect(canceled).toMatchObject({ kind: 'canceled', booking: second?.booking });
    expect(away).toMatchObject({ booking: first?.booking, replacedBy: next?.booking });
    expect(canceledToo).toMatchObject({ kind: 'canceled', booking: next?.booking });
    expect(code).toBe(1);
  });

  test('no-show marks it, and clears it', async () => {
    await book();

    await service.simulate(['no-show', '--email', 'ada@example.com']);
    await service.simulate(['no-show', '--email', 'ada@example.com', '--clear']);

    expect(service.facts.map(({ kind }) => kind)).toEqual([
      'booked',
      'no_show_marked',
      'no_show_cleared',
    ]);
    expect(new Set(service.facts.map(({ booking }) => booking)).size).toBe(1);
  });

  test('is what a routing form led to, when asked for', async () => {
    await book();

    await service.simulate(['routing-form', '--email', 'ada@example.com']);
    await service.simulate(['routing-form', '--email', 'ada@example.com', '--booked']);

    expect(service.forms.map(({ submitter }) => submitter)).toEqual([
      { email: 'ada@example.com' },
      { booking: service.facts[0]?.booking },
    ]);
  });

  test('needs one, and says how to make it', async () => {
    const commands = [['cancel'], ['reschedule'], ['no-show'], ['routing-form', '--booked']];
    for (const command of commands) {
      const words = [...command, '--email', 'nobody@example.com'];
      const { code, stderr } = await service.simulate(words);

      expect(code).toBe(1);
      expect(stderr).toContain('npm run simulate -- book --email nobody@example.com');
    }
    expect(service.facts).toEqual([]);
  });

  test('is sent with a warning where it cannot be saved', async () => {
    const { code, stdout, stderr } = await service.simulate(['book'], {
      DATA_DIR: join(service.dataDir, 'nowhere', 'at-all'),
    });

    expect(code).toBe(1);
    expect(service.facts).toHaveLength(1);
    expect(stdout).toContain('1 accepted');
    expect(stderr).toMatch(/cannot be saved in .*\n.*DATA_DIR/);
    expect(stderr).not.toContain('    at ');
  });

  test('is remembered privately, and not when the service refused it', async () => {
    service.refusesWith = 503;
    await book();
    service.refusesWith = null;

    expect((await service.simulate(['cancel', '--email', 'ada@example.com'])).code).toBe(1);
    await book();
    const file = await stat(join(service.dataDir, 'simulated-bookings.json'));
    expect(file.mode & 0o777).toBe(0o600);
  });
});

test('the README’s lines work in the README’s order', async () => {
  const root = join(import.meta.dirname, '../..');
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const lines = [...text.matchAll(/^npm run simulate -- (.+)$/gm)].map(([, words = '']) => words);

  const outcomes = [];
  for (const words of lines) {
    outcomes.push(await service.simulate(words.split(' '), { INIT_CWD: root }));
  }

  expect(outcomes.map(({ code }) => code)).toEqual(lines.map(() => 0));
  const kinds = new Set(service.facts.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(['booked', 'canceled', 'no_show_marked']);
});

describe('the key', () => {
  const dataDir = () => join(service.dataDir, 'fresh');

  test('is the one that the service keeps for development, when none is set', async () => {
    await mkdir(dataDir());
    const secrets = JSON.stringify({ webhookSigningKey: service.key, jwtSecret: 'another' });
    await writeFile(join(dataDir(), 'development-secrets.json'), secrets);

    const { code } = await service.simulate(['book'], {
      DATA_DIR: dataDir(),
      CALENDLY_WEBHOOK_SIGNING_KEY: '',
    });

    expect(code).toBe(0);
    expect(service.facts).toHaveLength(1);
  });

  test('is the first of several', async () => {
    const keys = { CALENDLY_WEBHOOK_SIGNING_KEY: `${service.key}, an older one` };

    expect((await service.simulate(['book'], keys)).code).toBe(0);
  });

  test('is asked for when there is none', async () => {
    const { code, stderr } = await service.simulate(['book'], {
      DATA_DIR: dataDir(),
      CALENDLY_WEBHOOK_SIGNING_KEY: undefined,
    });

    expect(code).toBe(1);
    expect(stderr).toContain('npm start');
    expect(stderr).toContain('--key');
    expect(stderr).toContain('DATA_DIR=');
  });

  test('that is wrong is reported', async () => {
    const { code, stdout, stderr } = await book('--key', 'wrong');

    expect(code).toBe(1);
    expect(stdout).toContain('401 Invalid signature');
    expect(stderr).toContain('another key');
  });
});

describe('a service', () => {
  test('that is away is reported', async () => {
    const { code, stderr } = await book('--url', 'http://127.0.0.1:1');

    expect(code).toBe(1);
    expect(stderr).toContain('Nothing answers at http://127.0.0.1:1/calendly/webhook');
    expect(stderr).toContain('npm start');
    expect(stderr).not.toContain('    at ');
  });

  test.each([500, 503, 302])('that refuses with %p is reported', async (status) => {
    service.refusesWith = status;

    const { code, stderr } = await book();

    expect(code).toBe(1);
    expect(stderr).not.toBe('');
  });
});

test.each([
  [['book', '--email', 'ada']],
  [['book', '--count', 'many']],
  [['book', '--count', '0']],
  [['book', '--rate', '0']],
  [['book', '--start', 'soon']],
  [['dance']],
  [['sign', 'no-such-file.json']],
])('%p is refused in words', async (args) => {
  const { code, stderr } = await service.simulate(args);

  expect(code).toBe(1);
  expect(stderr).not.toBe('');
  expect(stderr).not.toContain('    at ');
  expect(service.facts).toEqual([]);
});

describe('sign', () => {
  const body = '{"event": "invitee.created"}\n';
  const sign = async (...more: string[]) => {
    await writeFile(join(service.dataDir, 'body.json'), body);
    return service.simulate(['sign', 'body.json', ...more]);
  };

  /** Sends what the printed line says, as curl would. */
  async function send(line: string): Promise<number> {
    const [, url = ''] = /curl -X POST (\S+)/.exec(line) ?? [];
    const headers = [...line.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    const [, file = ''] = /--data-binary @(\S+)/.exec(line) ?? [];
    const sent = await readFile(join(service.dataDir, file));
    return (await fetch(url, { method: 'POST', headers, body: sent })).status;
  }

  test('prints the command that sends a file, signed over its body alone', async () => {
    const { code, stdout } = await sign('--url', service.url);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^curl -X POST \S+\/calendly\/webhook -H "Content-Type: application\/json" -H "Calendly-Webhook-Signature: [A-Za-z0-9+/]{43}=" --data-binary @body\.json\n$/,
    );
    expect(await send(stdout)).toBe(200);
  });

  test('names the file from where it is typed, and says when there is none', async () => {
    const { code, stderr } = await service.simulate(['sign', 'none.json'], {
      INIT_CWD: '/elsewhere',
    });

    expect(code).toBe(1);
    expect(stderr).toBe('There is no file /elsewhere/none.json.\n');
  });

  test('signs as Calendly does when asked to', async () => {
    const { stdout } = await sign('--url', service.url, '--scheme', 'v1');

    expect(stdout).toMatch(/Signature: t=\d{10},v1=[0-9a-f]{64}"/);
    expect(await send(stdout)).toBe(200);
  });
});
