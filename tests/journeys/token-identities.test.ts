import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import {
  aRunningService,
  jwtSecret,
  type RunningService,
  signed,
} from '../support/a-running-service.ts';
import { ASocket } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';

jest.setTimeout(60_000);

let server: PostgresServer;
let service: RunningService;
beforeAll(async () => {
  server = await startPostgresServer();
  service = await aRunningService({ DATABASE_URL: await createDatabase(server) });
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

const paths = ['/prospects', '/events', '/scheduled-events', '/deliveries', '/calendly/status'];

describe('a name that a database, a log or a page cannot carry lets nobody in', () => {
  test.each([
    ['with the first half of a character at its end', 'demo\ud800'],
    ['with the second half of a character at its beginning', '\udc00demo'],
    ['with half a character inside', 'de\ud83dmo'],
    ['with the halves of a character swapped', '\ude00\ud83d'],
    ['with a NUL', 'demo\u0000'],
    ['with a line end', 'demo\r\nx: y'],
    ['with an escape', '\u001b[31mdemo'],
    ['with a next line', 'demo\u0085'],
    ['with a line separator', 'demo\u2028'],
    ['with an override of direction', 'demo\u202eomed'],
    ['with an isolate', '\u2066demo\u2069'],
    ['where characters were lost', 'd\ufffdmo'],
    ['of a space', ' '],
    ['of spaces of several kinds', '\u00a0\u2003\u3000\ufeff'],
    ['far too long', 'o'.repeat(5000)],
  ])('%s', async (_, name) => {
    for (const claims of [{ org: name }, { sub: name }]) {
      const token = await service.token({ role: 'admin', ...claims });
      using socket = new ASocket(service.url, { auth: { token } });
      using member = new ASocket(service.url, { auth: { token: await service.token() } });
      await member.ready();

      for (const path of paths) {
        expectProblem(await service.get(path, { token }), 401, 'token_invalid');
      }
      expect((await socket.refused()).data).toEqual({ code: 'unauthorized' });
      expect(await member.ask('auth:renew', { token })).toEqual({
        ok: false,
        code: 'token_invalid',
      });
    }
  });
});

test('bytes that are no text are no name', async () => {
  const exp = Math.floor(Date.now() / 1000) + 600;
  for (const bytes of ['\xff', '\xc3', '\xed\xa0\x80', '\xf0\x9f\x98']) {
    const json = `{"sub":"a-person","exp":${exp},"org":"demo${bytes}"}`;
    const token = await signedBytes(Buffer.from(json, 'latin1'));

    expectProblem(await service.get('/prospects', { token }), 401, 'token_invalid');
  }
});

describe('a name in any writing lets in', () => {
  test.each(['Acme & Söhne', 'שלום בע"מ', '株式会社', 'x'.repeat(200), "o'brien\\%_", '😀'])(
    '%s',
    async (name) => {
      const token = await service.token({ org: name, sub: name });
      using socket = new ASocket(service.url, { auth: { token } });

      expect(await listProspects(service, '', token)).toMatchObject({ items: [] });
      expect(await socket.ready()).toMatchObject({ organizationId: name });
    },
  );
});

test('two spellings of one word are two organizations', async () => {
  const [composed, decomposed] = ['demó'.normalize('NFC'), 'demó'.normalize('NFD')];
  await using own = await aRunningService({
    DATABASE_URL: await createDatabase(server),
    DEFAULT_ORGANIZATION_ID: composed,
  });
  await own.post(aBooking());

  const found = async (org: string) =>
    (await listProspects(own, '', await own.token({ org }))).items.length;

  expect([await found(composed), await found(decomposed)]).toEqual([1, 0]);
});

test.each([['admin', 'owner'], { admin: true }, 'ADMIN', 'admin\u0000', ' admin', 1, null, ''])(
  'a role of %j is a member’s',
  async (role) => {
    const token = await service.token({ role });

    expectProblem(await service.get('/deliveries', { token }), 403, 'forbidden');
  },
);

/** A token over these very bytes. */
async function signedBytes(payload: Buffer): Promise<string> {
  const [header] = (await signed({})).split('.');
  const said = `${header}.${payload.toString('base64url')}`;
  return `${said}.${createHmac('sha256', jwtSecret).update(said).digest('base64url')}`;
}
