import { expect, test } from '@jest/globals';
import { ACalendly } from './a-calendly.ts';
import { apiFixture } from './a-fixture.ts';

const limits = (headers: Headers) =>
  ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`));

test('a paid plan has 500 calls a minute, and every answer says how many are left', async () => {
  await using calendly = await ACalendly.start();

  const { headers } = await calendly.get('/users/me');
  await calendly.simulator.advance(23);
  const refused = await calendly.get('/scheduled_events');

  expect(limits(headers)).toEqual(['500', '499', '60']);
  expect(refused.status).toBe(400);
  expect(limits(refused.headers)).toEqual(['500', '498', '37']);
});

test('the free plan has 50, shared by all tokens of a user; then calls wait for the minute to end', async () => {
  await using calendly = await ACalendly.start();
  const [one, other] = [calendly.token('mira-holt'), calendly.token('mira-holt', ['users:read'])];

  for (let call = 0; call < 25; call += 1) {
    await calendly.get('/users/me', one);
    await calendly.get('/users/me', other);
  }
  const tooMany = await calendly.get('/users/me', one);
  const somebodyElse = await calendly.get('/users/me');
  await calendly.simulator.advance(60);
  const later = await calendly.get('/users/me', one);

  expect(tooMany.status).toBe(429);
  expect(tooMany.body).toEqual(apiFixture('error.429-rate-limited'));
  expect(limits(tooMany.headers)).toEqual(['50', '0', '60']);
  expect(tooMany.headers.get('retry-after')).toBeNull();
  expect(somebodyElse.status).toBe(200);
  expect(limits(later.headers)).toEqual(['50', '49', '60']);
});

test('a call that is refused for its scope counts', async () => {
  await using calendly = await ACalendly.start({ rateLimit: 1 });
  const token = calendly.token(undefined, ['webhooks:read']);

  expect((await calendly.get('/users/me', token)).status).toBe(403);
  expect((await calendly.get('/users/me', token)).status).toBe(429);
});

test('a plan may change, and the limit may be switched off', async () => {
  await using calendly = await ACalendly.start();
  await using unlimited = await ACalendly.start({ rateLimit: false });

  calendly.simulator.setPlan('northwind', 'teams');

  const { headers } = await calendly.get('/users/me', calendly.token('mira-holt'));
  expect(limits(headers)[0]).toBe('500');
  expect(limits((await unlimited.get('/users/me')).headers)).toEqual([null, null, null]);
});
