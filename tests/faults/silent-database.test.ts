import { afterAll, beforeAll, jest, test } from '@jest/globals';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { goThrough } from './go-through.ts';

jest.setTimeout(120_000);

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgresServer();
}, 60_000);
afterAll(() => postgres.stop());

// oxlint-disable-next-line jest/expect-expect -- going through expects
test.each<[string, (proxy: TcpProxy) => unknown]>([
  ['every line falls silent', (proxy) => proxy.blackhole()],
  ['the answer to a commit is lost', (proxy) => proxy.loseAnswerTo('commit\0')],
])(
  'when %s, everybody is served again without a restart, and nothing is lost or applied twice',
  async (_name, fault) => {
    await goThrough(fault, postgres);
  },
);
