import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { AnswerCheck, misfitOf, type SentAnswer } from '../support/answer-check.ts';

const json = 'application/json; charset=utf-8';
const problem = 'application/problem+json';
const answer = (given: Partial<SentAnswer> & { value?: unknown }): SentAnswer => ({
  method: 'GET',
  path: '/healthz',
  status: 200,
  type: json,
  body: JSON.stringify(given.value ?? { status: 'ok' }),
  ...given,
});
const problemBody = (code: string, status: number, more = {}) =>
  JSON.stringify({ type: 'about:blank', title: 'x', detail: 'x', code, status, ...more });

describe('an answer', () => {
  test.each([
    answer({}),
    answer({ path: '/nothing', value: 1 }),
    answer({ path: '/HEALTHZ/' }),
    answer({ method: 'HEAD', body: '' }),
    answer({ method: 'OPTIONS', status: 204, body: '', type: '' }),
    answer({ path: '/prospects/1', type: 'text/html', body: '<p>' }),
    answer({ status: 404, type: problem, path: '/x', body: problemBody('not_found', 404) }),
    answer({
      status: 405,
      type: problem,
      method: 'PUT',
      body: problemBody('method_not_allowed', 405),
    }),
    answer({
      status: 503,
      type: problem,
      path: '/readyz',
      body: problemBody('not_ready', 503, { failing: ['x'] }),
    }),
  ])('fits: $method $path $status', (each) => {
    expect(misfitOf(each)).toBeNull();
  });

  test.each([
    answer({ value: { status: 'fine' } }),
    answer({ value: { status: 'ok', more: 1 } }),
    answer({ status: 201 }),
    answer({ type: 'text/plain' }),
    answer({ method: 'POST' }),
    answer({ method: 'HEAD' }),
    answer({ method: 'DELETE', path: '/calendly/disconnect', status: 204 }),
    answer({ status: 404, type: problem, body: problemBody('not_found', 404) }),
    answer({ status: 503, type: problem, body: problemBody('not_ready', 503) }),
    answer({ status: 500, type: problem, body: problemBody('unavailable', 503) }),
    answer({ status: 500, type: problem, path: '/x', body: problemBody('unheard_of', 500) }),
    answer({
      status: 500,
      type: problem,
      body: problemBody('internal_error', 500, { trace: 'x' }),
    }),
  ])('does not: $method $path $status $body', (each) => {
    expect(misfitOf(each)).toEqual(expect.any(String));
  });
});

test('a service is watched from its start to its end', async () => {
  await using server = await aServer((path) => (path === '/healthz' ? '{"status":"fine"}' : '{}'));
  await using other = await aServer(() => '{"status":"fine"}');
  const check = new AnswerCheck(server.url);
  const second = new AnswerCheck(server.url);
  await fetch(`${other.url}/healthz`);
  await fetch(`${server.url}/nothing`);
  expect(() => second.end()).not.toThrow();

  await fetch(`${server.url}/healthz?a=b`);

  expect(() => check.end()).toThrow('GET /healthz');
});

async function aServer(bodyOf: (path: string) => string) {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(bodyOf((request.url ?? '').split('?')[0] ?? ''));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
