import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import Koa from 'koa';
import { readsInFlight } from '../../adapters/koa/reads-in-flight.ts';
import { until } from '../support/a-socket.ts';

test('a token’s reads beyond 32 wait, and those that wait too long are answered 429', async () => {
  await using api = await aSlowApi();

  const answers = Array.from({ length: 40 }, () => api.ask('one'));
  const refused = await firstOf(answers, 8);
  const another = api.ask('another');
  await until(() => api.underWay === 33, 'the read of another token');
  api.finish();
  const all = await Promise.all([...answers, another]);

  expect(refused.map(({ status }) => status)).toEqual(Array(8).fill(429));
  expect(refused.every(({ headers }) => headers.get('retry-after') === '1')).toBe(true);
  expect(all.filter(({ status }) => status === 200)).toHaveLength(33);
}, 20_000);

test('an organization’s reads beyond 64 wait until one is over, with any token', async () => {
  await using api = await aSlowApi();
  const answers = Array.from({ length: 70 }, (_, i) => api.ask(`person ${i}`));
  await until(() => api.underWay === 64, 'as many reads as may be');
  const before = api.underWay;

  api.finish();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);

  expect(before).toBe(64);
  expect(statuses).toEqual(Array(70).fill(200));
});

test('a write waits for no read', async () => {
  await using api = await aSlowApi();
  const reads = Array.from({ length: 32 }, () => api.ask('one'));
  await until(() => api.underWay === 32, 'as many reads as may be');

  const write = api.ask('one', 'POST');
  await until(() => api.underWay === 33, 'the write');
  api.finish();

  expect((await write).status).toBe(200);
  await Promise.all(reads);
});

/** An API whose reads go on until they are let finish. A path is a token. */
async function aSlowApi() {
  const counts = { underWay: 0 };
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((done) => {
    finish = done;
  });
  const app = new Koa();
  app.use(async (ctx, next) => {
    ctx.state['principal'] = { organizationId: 'acme' };
    ctx.state['tokenKey'] = ctx.path;
    await next();
  });
  app.use(readsInFlight());
  app.use(async (ctx) => {
    counts.underWay += 1;
    await finished;
    counts.underWay -= 1;
    ctx.body = 'read';
  });
  const answer = app.callback();
  const server = createServer((asked, answered) => void answer(asked, answered));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    get underWay() {
      return counts.underWay;
    },
    finish: () => finish(),
    ask: (token: string, method = 'GET') =>
      fetch(`http://127.0.0.1:${port}/${encodeURIComponent(token)}`, { method }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** So many of these that are settled first. */
function firstOf<T>(promises: Promise<T>[], many: number): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const settled: T[] = [];
    for (const promise of promises) {
      promise.then((value) => {
        settled.push(value);
        if (settled.length === many) resolve([...settled]);
      }, reject);
    }
  });
}
