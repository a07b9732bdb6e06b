import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';
import { expectProblem } from '../support/the-api.ts';

let world: AServiceAtCalendly;
beforeAll(async () => {
  world = await AServiceAtCalendly.start({ simulator: { events: 0 } });
});
afterAll(() => world[Symbol.asyncDispose]());

const consented = (organization = 'demo') => world.consented({ organization });

function changed(address: URL, change: (query: URLSearchParams) => void): string {
  const url = new URL(address);
  change(url.searchParams);
  return url.href;
}

describe('a callback that its browser did not begin connects nothing:', () => {
  test('without a cookie', async () => {
    const { back } = await consented();

    await expectRefused(back.href, null, 'oauth_state_invalid');
  });

  test('with the cookie of another browser, or one that somebody made up', async () => {
    const [mine, theirs] = [await consented(), await consented('others')];
    const [name = ''] = mine.cookie.split('=');
    const [, secret = ''] = theirs.cookie.split('=');

    for (const cookie of [theirs.cookie, `${name}=${secret}`, `${name}=`, `${name}=x`]) {
      await expectRefused(mine.back.href, cookie, 'oauth_state_invalid');
    }
  });

  test('with the state of somebody else, none, one that is made up, or one told twice', async () => {
    const [mine, theirs] = [await consented(), await consented('others')];
    const state = theirs.back.searchParams.get('state') ?? '';
    const both = `${mine.cookie}; ${theirs.cookie.split('=')[0]}=${mine.cookie.split('=')[1]}`;

    for (const back of [
      changed(mine.back, (query) => query.set('state', state)),
      changed(mine.back, (query) => query.delete('state')),
      changed(mine.back, (query) => query.set('state', '')),
      changed(mine.back, (query) => query.set('state', 'x'.repeat(43))),
      changed(mine.back, (query) => query.set('state', 'x'.repeat(10_000))),
      changed(mine.back, (query) => query.append('state', state)),
    ]) {
      await expectRefused(back, both, 'oauth_state_invalid');
    }
  });

  test('after ten minutes', async () => {
    const { back, cookie } = await consented();

    await world.simulator.advance(601);

    await expectRefused(back.href, cookie, 'oauth_state_invalid');
  });
});

describe('without a code that Calendly accepts nothing is connected:', () => {
  test('declined consent is told as such, and to a person as a page that leads on', async () => {
    const begun = await world.begin();
    const { authorizationUrl } = begun.answer.body;
    const back = await world.simulator.consent(authorizationUrl, { decline: true });
    expect(new URL(back).searchParams.get('error')).toBe('access_denied');

    const page = await world.comeBack(back, begun.cookie, { accept: 'text/html' });

    expect(page).toMatchObject({ status: 400, body: expect.stringContaining('declined') });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.body).toContain(`url=${world.url}/calendly?outcome=oauth_failed"`);
    // It was its only try.
    await expectRefused(back, begun.cookie, 'oauth_state_invalid');
  });

  test('what Calendly says besides is not repeated to anybody', async () => {
    const { back, cookie } = await consented();
    const told = changed(back, (query) => {
      query.set('error', '<script>alert(1)</script>');
      query.set('error_description', '<b>call us</b>');
    });

    const page = await world.comeBack(told, cookie, { accept: 'text/html' });

    expect(page.status).toBe(400);
    expect(page.body).not.toMatch(/script>|call us/);
  });

  test.each<[string, (query: URLSearchParams) => void]>([
    ['none', (query) => query.delete('code')],
    ['one that is made up', (query) => query.set('code', 'made-up')],
    ['two', (query) => query.append('code', 'another')],
    ['far too long a one', (query) => query.set('code', 'x'.repeat(5000))],
  ])('%s', async (_, change) => {
    const { back, cookie } = await consented();

    await expectRefused(changed(back, change), cookie, 'oauth_failed');
  });

  test('one of another attempt, whose verifier is another', async () => {
    const [mine, theirs] = [await consented(), await consented('others')];
    const code = theirs.back.searchParams.get('code') ?? '';

    const back = changed(mine.back, (query) => query.set('code', code));

    await expectRefused(back, mine.cookie, 'oauth_failed');
  });
});

describe('what is asked of Calendly', () => {
  test('has a challenge of its own each time, and the verifier stays here', async () => {
    const begun = [await world.begin(), await world.begin()];
    const asked = begun.map(({ answer }) => new URL(answer.body.authorizationUrl).searchParams);

    for (const query of asked) {
      expect(Object.fromEntries(query)).toMatchObject({
        response_type: 'code',
        code_challenge_method: 'S256',
        redirect_uri: `${world.url}/auth/calendly/callback`,
        scope: 'users:read scheduled_events:read webhooks:write routing_forms:read',
      });
      expect([...query.keys()]).not.toContain('code_verifier');
    }
    for (const name of ['state', 'code_challenge'])
      expect(new Set(asked.map((query) => query.get(name))).size).toBe(2);
  });
});

test('a callback that came once does nothing when it comes again', async () => {
  const { back, cookie } = await consented();
  const [one, other] = await Promise.all([
    world.comeBack(back.href, cookie),
    world.comeBack(back.href, cookie),
  ]);
  expect([one.status, other.status].toSorted((a, b) => a - b)).toEqual([302, 400]);
  await world.syncOver();
  const before = [await world.status(), world.simulator.calls('POST /oauth/token')];

  expectProblem(await world.comeBack(back.href, cookie), 400, 'oauth_state_invalid');
  const fresh = await world.begin();
  const state = new URL(fresh.answer.body.authorizationUrl).searchParams.get('state') ?? '';
  const replayed = changed(back, (query) => query.set('state', state));
  expectProblem(await world.comeBack(replayed, fresh.cookie), 400, 'oauth_failed');

  expect(await world.status()).toEqual(before[0]);
});

test('whoever guesses states has to wait after some hundred of them', async () => {
  const guess = (i: number) =>
    fetch(`${world.url}/auth/calendly/callback?code=x&state=guess-${i}`, { redirect: 'manual' });
  const answers = await Promise.all(Array.from({ length: 320 }, (_, i) => guess(i)));
  const { headers } = answers.find(({ status }) => status === 429) ?? {};

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400, 429]));
  expect(Number(headers?.get('retry-after'))).toBeGreaterThan(0);
  // Who comes back from Calendly with a state of their own does not.
  expect((await world.connect()).status).toBe(302);
});

/** Calendly is not even asked for a token where the state is not good. */
async function expectRefused(back: string, cookie: string | null, code: string): Promise<void> {
  world.simulator.forgetCalls();

  expectProblem(await world.comeBack(back, cookie), 400, code);

  const mayAsk = code === 'oauth_state_invalid' ? 0 : 1;
  expect(world.simulator.calls('POST /oauth/token')).toBeLessThanOrEqual(mayAsk);
  expect(await world.status()).toMatchObject({ connected: false, connections: [] });
}
