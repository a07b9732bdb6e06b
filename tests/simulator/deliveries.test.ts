import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CalendlySignatureVerifier } from '../../adapters/calendly/calendly-signature-verifier.ts';
import { signatureOf } from '../../adapters/simulator/deliveries/signature-of.ts';
import type { SimulatorOptions } from '../../adapters/simulator/simulator-options.ts';
import { isTimely } from '../../src/domain/is-timely.ts';
import { fixture } from '../calendly/a-delivery.ts';
import { ACalendly, startedAt } from './a-calendly.ts';
import { ACallback, type Heard } from './a-callback.ts';
import { apiFixture } from './a-fixture.ts';
import { pathOf, subscribe } from './a-subscription.ts';
import { AnApp } from './an-app.ts';
import { shapeDifferences } from './shape-differences.ts';

const day = 86_400;

let calendly: ACalendly;
let callback: ACallback;
beforeEach(async () => {
  callback = await ACallback.listen();
  calendly = await ACalendly.start();
});
afterEach(async () => {
  await calendly[Symbol.asyncDispose]();
  await callback[Symbol.asyncDispose]();
});

/** The same again, set up otherwise. */
async function startOtherwise(options: SimulatorOptions): Promise<void> {
  await calendly[Symbol.asyncDispose]();
  calendly = await ACalendly.start(options);
}

/** A subscription of the callback's, looked up at any time. */
async function listening(wish: object = {}) {
  const { body } = await subscribe(calendly, { url: callback.url, ...wish });
  return async () => (await calendly.get(pathOf(body.resource.uri))).body;
}

async function bookings(...emails: string[]) {
  for (const email of emails) calendly.simulator.book({ email: `${email}@example.com` });
  await calendly.simulator.settled();
}

const signatures = (heard: Heard[]) =>
  heard.map(({ headers }) => headers['calendly-webhook-signature'] as string | undefined);
const people = () => callback.heard.map(({ body }) => body.payload.email.split('@')[0]);
const states = () => calendly.simulator.deliveries.map(({ status }) => status);

describe('a delivery', () => {
  test('is a signed POST of JSON that our verifier takes', async () => {
    await listening();
    await bookings('ada');

    const [{ headers, text }] = callback.heard as [Heard];
    expect(headers['content-type']).toBe('application/json');
    const verifier = new CalendlySignatureVerifier({
      keys: ['a key of one subscription'],
      schemes: ['v1'],
      toleranceSeconds: 0,
      clock: { now: () => startedAt },
    });
    const received = {
      connectionId: null,
      signatures: [headers['calendly-webhook-signature'] as string],
      rawBody: Buffer.from(text),
      headers: {},
    };
    const delivery = await verifier.verify(received);
    expect(delivery && isTimely(delivery, [delivery.receivedAt])).toBe(true);
  });

  test('is signed as Calendly’s test vectors are', () => {
    const { signing_key, vectors } = fixture('signature.vectors');
    const valid = vectors.filter(
      ({ expect, header }: Record<string, string>) => expect === 'valid' && header,
    );

    expect(valid.length).toBeGreaterThan(0);
    for (const { raw_body, t, header } of valid)
      expect(signatureOf(signing_key, raw_body, t)).toBe(header);
  });

  test('of a subscription without a key is signed with the app’s, or not at all', async () => {
    const { access_token: token } = (await new AnApp(calendly).connect()).body;
    const keyless = { signing_key: undefined };
    await listening({ ...keyless, token, url: `${callback.url}/app` });
    await listening({ ...keyless, url: `${callback.url}/personal` });
    await bookings('ada');

    const at = (path: string) => callback.heard.find((heard) => heard.path === path) as Heard;
    const seconds = startedAt.getTime() / 1000;
    expect(signatures([at('/app'), at('/personal')])).toEqual([
      signatureOf(calendly.simulator.client.signingKey, at('/app').text, seconds),
      undefined,
    ]);
  });

  test('goes to every subscription that covers it, each told by its own creator', async () => {
    const { organization, user } = await calendly.who('hugo-marchand');
    await listening({ url: `${callback.url}/user` });
    await listening({ url: `${callback.url}/organization`, scope: 'organization' });
    await listening({
      url: `${callback.url}/hugo`,
      token: calendly.token('hugo-marchand'),
      organization,
      user,
    });
    await listening({ url: `${callback.url}/cancels`, events: ['invitee.canceled'] });

    await bookings('ada');
    calendly.simulator.book({ email: 'bea@example.com', user: 'hugo-marchand' });
    calendly.simulator.book({ email: 'cy@example.com', user: 'mira-holt' });
    await calendly.simulator.settled();

    const told = callback.heard.map(({ path, body }) => `${body.payload.email[0]} ${path}`);
    expect(told.toSorted()).toEqual(['a /organization', 'a /user', 'b /hugo', 'b /organization']);
    const hugos = callback.heard.find(({ path }) => path === '/hugo');
    expect(hugos?.body.created_by).toBe(user);
  });

  test('of a meeting of several goes to each of them', async () => {
    const { organization, user } = await calendly.who('hugo-marchand');
    await listening({ token: calendly.token('hugo-marchand'), organization, user });

    calendly.simulator.book({ email: 'ada@example.com', eventType: 'camille-perrin-panel' });
    await calendly.simulator.settled();

    expect(people()).toEqual(['ada']);
  });

  test('ends with its subscription', async () => {
    const subscription = await listening();
    callback.otherwise = 500;
    await bookings('ada');
    await calendly.call('DELETE', pathOf((await subscription()).resource.uri));

    await bookings('bea');
    await calendly.simulator.advance(day);

    expect(people()).toEqual(['ada']);
    expect(states()).toEqual(['given_up']);
  });
});

describe('what is not answered with 2xx is sent again:', () => {
  test.each([301, 400, 401, 404, 410, 429, 500, 503])('%p', async (status) => {
    await listening();
    callback.answers = [status];

    await bookings('ada');
    await calendly.simulator.advance(10);

    const [first, second] = callback.heard as [Heard, Heard];
    expect(callback.heard).toHaveLength(2);
    expect(callback.heard.map(({ path }) => path)).toEqual(['/', '/']);
    expect(second.text).toBe(first.text);
    expect(states()).toEqual(['delivered']);
    expect(calendly.simulator.deliveries[0]?.attempts).toEqual([
      { at: '2026-11-24T09:00:00.000000Z', status, said: `answer ${status}` },
      { at: '2026-11-24T09:00:10.000000Z', status: 200, said: 'answer 200' },
    ]);
  });

  test.each([201, 202, 204, 299])('not %p', async (status) => {
    await listening();
    callback.answers = [status];

    await bookings('ada');

    expect(states()).toEqual(['delivered']);
  });

  test('what is answered too late', async () => {
    await startOtherwise({ timeouts: { connectMs: 10_000, answerMs: 50 } });
    await listening();
    callback.answers = [null];

    await bookings('ada');
    await calendly.simulator.advance(10);

    const [delivery] = calendly.simulator.deliveries;
    expect(delivery?.attempts).toMatchObject([
      { status: null, said: 'no answer in time' },
      { status: 200 },
    ]);
  });

  test('what nobody answers', async () => {
    const { url } = callback;
    await listening();
    await callback[Symbol.asyncDispose]();

    await bookings('ada');

    expect(calendly.simulator.deliveries).toMatchObject([
      { status: 'waiting', callbackUrl: url, attempts: [{ status: null }] },
    ]);
    expect(calendly.simulator.deliveries[0]?.attempts[0]?.said).toContain('ECONNREFUSED');
  });

  test('by itself, when its time has come', async () => {
    await startOtherwise({
      now: () => new Date(),
      retry: { firstSeconds: 0.01, maxSeconds: 0.01 },
    });
    await listening();
    callback.answers = [500, 500];

    calendly.simulator.book({ email: 'ada@example.com' });
    while (states()[0] !== 'delivered') await new Promise((resolve) => setTimeout(resolve, 5));

    expect(callback.heard).toHaveLength(3);
  });
});

describe('trying again', () => {
  test('takes longer and longer, for 24 hours, always with the same bytes', async () => {
    await listening();
    callback.otherwise = 500;
    await bookings('ada');

    await calendly.simulator.advance(3 * day);

    const { attempts = [], status } = calendly.simulator.deliveries[0] ?? {};
    const seconds = attempts.map(({ at }) => (Date.parse(at) - startedAt.getTime()) / 1000);
    expect(status).toBe('given_up');
    expect(seconds.slice(0, 6)).toEqual([0, 10, 30, 70, 150, 310]);
    expect(seconds.at(-1)).toBe(day);
    expect(new Set(callback.heard.map(({ text }) => text)).size).toBe(1);
  });

  test('keeps the first signature, or signs anew where that is set up so', async () => {
    await listening();
    callback.answers = [500];
    await bookings('ada');
    await calendly.simulator.advance(10);
    const kept = signatures(callback.heard);

    await startOtherwise({ signsRetriesAnew: true });
    await listening();
    callback.heard.length = 0;
    callback.answers = [500];
    await bookings('ada');
    await calendly.simulator.advance(10);
    const anew = signatures(callback.heard);

    const times = (all: typeof anew) => all.map((text) => Number(/^t=(\d+)/.exec(`${text}`)?.[1]));
    expect(kept[1]).toBe(kept[0]);
    const [first = 0] = times(anew);
    expect(times(anew)).toEqual([first, first + 10]);
  });

  test('one does not hold up the others', async () => {
    await listening();
    callback.answers = [500];

    await bookings('ada', 'bea');

    expect(states().toSorted()).toEqual(['delivered', 'waiting']);
  });

  test('shows on the subscription, and stays there when it succeeds', async () => {
    const subscription = await listening();
    callback.answers = [500];
    await bookings('ada');
    const retrying = await subscription();
    await calendly.simulator.advance(3600);
    const recovered = await subscription();
    callback.answers = [500];
    await bookings('bea');

    const sample = apiFixture('webhook-subscriptions.get.retrying.200');
    expect(shapeDifferences(retrying, sample)).toEqual([]);
    const shown = { state: 'active', retry_started_at: '2026-11-24T09:00:00.000000Z' };
    expect(retrying.resource).toMatchObject(shown);
    expect(recovered.resource).toMatchObject(shown);
    expect((await subscription()).resource).toMatchObject({
      state: 'active',
      retry_started_at: '2026-11-24T10:00:00.000000Z',
    });
  });
});

describe('a subscription', () => {
  test('that fails for 24 hours is disabled, and told as Calendly does', async () => {
    const subscription = await listening();
    callback.otherwise = 401;
    await bookings('ada');
    await calendly.simulator.advance(day / 2);
    await bookings('bea');

    await calendly.simulator.advance(day / 2 - 1);
    const before = (await subscription()).resource.state;
    await calendly.simulator.advance(1);
    const after = await subscription();
    callback.otherwise = 200;
    const heard = callback.heard.length;
    await bookings('cy');
    await calendly.simulator.advance(day);

    expect(before).toBe('active');
    const sample = apiFixture('webhook-subscriptions.get.disabled.200');
    expect(shapeDifferences(after, sample)).toEqual([]);
    expect(after.resource).toMatchObject({
      state: 'disabled',
      retry_started_at: '2026-11-24T09:00:00.000000Z',
    });
    expect(callback.heard).toHaveLength(heard);
    expect(states()).toEqual(['given_up', 'given_up']);
    expect((await subscribe(calendly, { url: callback.url })).status).toBe(409);
  });

  test('that takes another webhook meanwhile stays, without the one that it never took', async () => {
    const subscription = await listening();
    callback.otherwise = 500;
    await bookings('poison');
    callback.answers = [200];
    await bookings('ada');

    await calendly.simulator.advance(2 * day);

    expect((await subscription()).resource.state).toBe('active');
    expect(states()).toEqual(['delivered', 'given_up']);
  });

  test('that is made anew is told of what happens from then on', async () => {
    const subscription = await listening();
    callback.otherwise = 500;
    await bookings('ada');
    await calendly.simulator.advance(day);
    await calendly.call('DELETE', pathOf((await subscription()).resource.uri));
    callback.otherwise = 200;
    callback.heard.length = 0;

    await listening();
    await bookings('bea');
    await calendly.simulator.advance(day);

    expect(people()).toEqual(['bea']);
  });
});

test('a simulator that stops leaves nothing running', async () => {
  await listening();
  callback.answers = [null, 500];
  calendly.simulator.book({ email: 'ada@example.com' });
  calendly.simulator.book({ email: 'bea@example.com' });
  while (callback.heard.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));

  await calendly.simulator.stop();

  await expect(fetch(calendly.url)).rejects.toThrow('fetch failed');
});
