import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { ARawLine } from '../support/a-raw-line.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem, theWholeState } from '../support/the-api.ts';

jest.setTimeout(60_000);

let world: AServiceAtCalendly;
beforeAll(async () => {
  world = await AServiceAtCalendly.start({ simulator: { events: 0 } });
});
afterAll(() => world[Symbol.asyncDispose]());

test('whatever a request asks for, Calendly leads back to the address of the settings', async () => {
  const evil = ['https://evil.example', '//evil.example', '/\\evil.example'];
  const names = ['redirect_uri', 'return_to', 'redirect', 'next', 'url'];
  for (const name of names) {
    const query = evil.map((address) => `${name}=${encodeURIComponent(address)}`).join('&');
    const begun = await world.ask('POST', `/calendly/connect?${query}`);
    expectProblem(begun, 422, 'validation');
    const order = await world.ask('POST', '/calendly/connect', { body: { [name]: evil[0] } });
    expectProblem(order, 422, 'validation');
  }
  const begun = await world.ask<{ authorizationUrl: string }>('POST', '/calendly/connect', {
    headers: { referer: evil[0] ?? '' },
  });
  const asked = new URL(begun.body.authorizationUrl).searchParams;
  expect(asked.getAll('redirect_uri')).toEqual([`${world.url}/auth/calendly/callback`]);
  const { back, cookie } = await world.consented({ organization: 'wanderer' });
  for (const name of names) for (const to of evil) back.searchParams.append(name, to);

  const callback = await world.comeBack(back.href, cookie, { referer: evil[0] ?? '' });

  expect(callback.status).toBe(302);
  expect(callback.headers.get('location')).toBe(`${world.url}/calendly?outcome=connected`);
  await world.ask('DELETE', '/calendly/disconnect', { organization: 'wanderer' });
});

test('whatever headers say, addresses are built from the settings', async () => {
  const evil = 'evil.example';
  const forged = `Host: ${evil}\r\nX-Forwarded-Host: ${evil}\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4\r\nForwarded: host=${evil};proto=https\r\nX-Original-URL: https://${evil}/\r\nOrigin: ${world.url}\r\n`;
  const organization = 'forged';
  using first = new ARawLine(world.url);
  first.say(
    `POST /calendly/connect HTTP/1.1\r\n${forged}Authorization: Bearer ${await world.token({ organization })}\r\nContent-Length: 0\r\n\r\n`,
  );
  await until(() => first.heard.includes('expiresAt'), 'an address to consent at');
  const { authorizationUrl } = JSON.parse(/\{"authorizationUrl.*\}/.exec(first.heard)?.[0] ?? '');
  const cookie = /set-cookie: ([^;]*)/i.exec(first.heard)?.[1] ?? '';
  const back = new URL(await world.simulator.consent(authorizationUrl as string));

  using second = new ARawLine(world.url);
  second.say(`GET ${back.pathname}${back.search} HTTP/1.1\r\n${forged}Cookie: ${cookie}\r\n\r\n`);
  expect(await second.status()).toBe(302);

  expect(back.origin).toBe(world.url);
  expect(second.heard).toContain(`Location: ${world.url}/calendly?outcome=connected\r\n`);
  expect(first.heard + second.heard).not.toContain(evil);
  const addresses = (await world.subscriptions()).map((one) => new URL(one.callback_url).origin);
  expect(addresses).toEqual([world.url, world.url]);
  await world.ask('DELETE', '/calendly/disconnect', { organization });
});

test('a user whom another organization has connected stays theirs, until they let go', async () => {
  const organization = 'others';
  await world.connect();
  world.simulator.book({ email: 'ada@example.com' });
  await until(async () => (await world.emails()).length > 0, 'a booking');
  await world.syncOver();
  const state = async () => [
    await world.status(),
    await theWholeState(world.service),
    await world.subscriptions(),
  ];
  const before = await state();

  const { back, cookie } = await world.consented({ organization });
  const refused = await world.comeBack(back.href, cookie);
  const byToken = await world.ask('POST', '/calendly/connect', {
    organization,
    body: { personalAccessToken: world.simulator.personalAccessToken() },
  });

  expectProblem(refused, 409, 'already_connected');
  expectProblem(byToken, 409, 'already_connected');
  expect(JSON.stringify([refused.body, byToken.body])).not.toMatch(/demo|Camille/);
  expect(await state()).toEqual(before);
  expect(await world.status({ organization })).toMatchObject({ connected: false, connections: [] });
  await world.ask('DELETE', '/calendly/disconnect');
  expect((await world.connect({ organization })).status).toBe(302);
});
