import { afterAll, beforeAll, jest, test } from '@jest/globals';
import { goThrough } from '../faults/go-through.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';

jest.setTimeout(120_000);

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgresServer();
}, 60_000);
afterAll(() => postgres.stop());

// oxlint-disable-next-line jest/expect-expect -- going through expects
test.each<[string, (proxy: TcpProxy) => unknown]>([
  ['one line falls silent', (proxy) => proxy.blackhole('both', (nth) => nth === 0)],
  ['the server is not heard any more', (proxy) => proxy.blackhole('down')],
  ['the server hears nothing any more', (proxy) => proxy.blackhole('up')],
  ['the answer to a beginning is lost', (proxy) => proxy.loseAnswerTo('begin;')],
  ['every line is reset', (proxy) => proxy.cut()],
])(
  'when %s, everybody is served again without a restart, and nothing is lost or applied twice',
  async (_name, fault) => {
    await goThrough(fault, postgres);
  },
);
