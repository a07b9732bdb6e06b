import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  CalendlySignatureVerifier,
  type CalendlySignatureVerifierOptions,
} from '../../adapters/calendly/calendly-signature-verifier.ts';
import { signBodyBase64, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import type { VerifiedDelivery } from '../../src/domain/delivery.ts';
import { isTimely } from '../../src/domain/is-timely.ts';
import type { ReceivedWebhook } from '../../src/ports/signature-verifier.ts';
import { fixture, fixtureBytes } from './a-delivery.ts';

const key = 'the-live-key';
const now = new Date('2026-11-24T09:14:08Z');
const body = fixtureBytes('webhook.invitee-created.plain');

function aVerifier(options: Partial<CalendlySignatureVerifierOptions> = {}) {
  return new CalendlySignatureVerifier({
    keys: [key],
    schemes: ['v1', 'body-base64'],
    toleranceSeconds: 300,
    clock: { now: () => now },
    ...options,
  });
}

function received(header: string | string[], changes: Partial<ReceivedWebhook> = {}) {
  return {
    connectionId: null,
    signatures: [header].flat(),
    rawBody: body,
    headers: { 'content-type': 'application/json' },
    ...changes,
  };
}

const verify = (header: string | string[], changes?: Partial<ReceivedWebhook>) =>
  aVerifier().verify(received(header, changes));

const isTimelyNow = (delivery: VerifiedDelivery | null) =>
  delivery && isTimely(delivery, [delivery.receivedAt]);

interface Vector {
  name: string;
  raw_body: string;
  t?: number;
  header: string;
  spec_simple_base64?: string;
  expect: string;
}
const { signing_key, vectors } = fixture('signature.vectors') as {
  signing_key: string;
  vectors: Vector[];
};

describe('the published vectors', () => {
  test.each(vectors)('$name: $expect', async (vector) => {
    const verifier = aVerifier({ keys: [signing_key] });

    const verified = await verifier.verify(
      received(vector.header, { rawBody: Buffer.from(vector.raw_body) }),
    );

    expect(verified !== null).toBe(vector.expect.startsWith('valid'));
  });

  test.each(vectors.filter(({ t, expect }) => t !== undefined && expect === 'valid'))(
    '$name: signed the same way in both schemes',
    ({ raw_body, t = 0, header, spec_simple_base64 }) => {
      expect(signV1(signing_key, raw_body, new Date(t * 1000))).toBe(header);
      expect(signBodyBase64(signing_key, raw_body)).toBe(spec_simple_base64);
    },
  );

  test.each(vectors.filter(({ spec_simple_base64 }) => spec_simple_base64 !== undefined))(
    '$name, as base64 of the body alone',
    async ({ raw_body, spec_simple_base64 = '', expect: expected }) => {
      const verifier = aVerifier({ keys: [signing_key] });

      const verified = await verifier.verify(
        received(spec_simple_base64, { rawBody: Buffer.from(raw_body) }),
      );

      expect(verified !== null).toBe(expected.startsWith('valid'));
    },
  );
});

describe('an authentic delivery', () => {
  test('comes out as it came in, with its digest and the time it was received', async () => {
    const verified = await verify(signV1(key, body, now));

    expect(verified).toEqual({
      endpoint: '',
      connectionId: null,
      rawBody: body,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      headers: { 'content-type': 'application/json' },
      receivedAt: now,
      timelyBetween: { from: new Date(+now - 300_000), to: new Date(+now + 300_000) },
    });
  });

  test('may spell its digest in upper case', async () => {
    const [time = '', digest = ''] = signV1(key, body, now).split(',v1=');

    expect(await verify(`${time},v1=${digest.toUpperCase()}`)).not.toBeNull();
  });

  test('may carry up to five signatures, one of them right', async () => {
    const wrong = `,v1=${'0'.repeat(64)}`;
    const right = signV1(key, body, now);

    expect(await verify(right.replace(',', `${wrong.repeat(4)},`))).not.toBeNull();
    expect(await verify(right + wrong.repeat(5))).toBeNull();
    expect(await verify(right + wrong.repeat(100))).toBeNull();
  });

  test('may have an empty body', async () => {
    const rawBody = new Uint8Array();

    expect(await verify(signV1(key, rawBody, now), { rawBody })).not.toBeNull();
  });
});

describe('a header that is no signature is refused:', () => {
  const v1 = createHmac('sha256', key).update('1795511648.').update(body).digest('hex');
  const good = signV1(key, body, now);
  const signedWith = (t: string) =>
    `t=${t},v1=${createHmac('sha256', key).update(`${t}.`).update(body).digest('hex')}`;

  test.each([
    ['none', []],
    ['an empty one', ''],
    ['only a time', 't='],
    ['only an empty digest', 'v1='],
    ['a time and an empty digest', 't=1795511648,v1='],
    ['words', 'Bearer abc'],
    ['8 kB', 'x'.repeat(8192)],
    ['8 kB of commas', ','.repeat(8192)],
    ['a header sent twice', [good, good]],
    ['a header sent twice and joined', `${good}, ${good}`],
    ['two times', `t=1795511649,${good}`],
    ['a short digest', `t=1795511648,v1=${v1.slice(2)}`],
    ['a long digest', `t=1795511648,v1=${v1}00`],
    ['an odd number of digits', `t=1795511648,v1=${v1.slice(1)}`],
    ['a digest that is not hexadecimal', `t=1795511648,v1=${'z'.repeat(64)}`],
    ['a right digest beside a malformed one', `${good},v1=zz`],
    ['a base64 digest of 31 bytes', Buffer.alloc(31).toString('base64')],
    ['base64url', `${'-'.repeat(43)}=`],
    ['two base64 digests', `${signBodyBase64(key, body)}, ${signBodyBase64(key, body)}`],
  ])('%s', async (_name, header) => {
    expect(await verify(header)).toBeNull();
  });

  test('a time of long ago is none of these: it is signed, and too old', async () => {
    expect(isTimelyNow(await verify(signedWith('1')))).toBe(false);
    expect(isTimelyNow(await verify(signedWith('999999999')))).toBe(false);
  });

  // Each of these is truly signed: only the spelling of the time is wrong.
  test.each(['12abc', '0x10', ' 1795511648', '-179551164', '1e9', '1'.repeat(20), '1795511648000'])(
    'a time of %p',
    async (t) => {
      expect(await verify(signedWith(t))).toBeNull();
      expect(await verify(signedWith('1795511648'))).not.toBeNull();
    },
  );
});

describe('a delivery that was tampered with is refused:', () => {
  test.each([
    ['v1', signV1(key, body, now)],
    ['body-base64', signBodyBase64(key, body)],
  ])('any byte of the body (%s)', async (_scheme, header) => {
    const verifier = aVerifier();
    const mutation = fc.record({
      at: fc.nat({ max: body.length - 1 }),
      by: fc.integer({ min: 1, max: 255 }),
    });

    await fc.assert(
      fc.asyncProperty(mutation, async ({ at, by }) => {
        const rawBody = Uint8Array.from(body);
        rawBody[at] = (rawBody[at] ?? 0) ^ by;
        expect(await verifier.verify(received(header, { rawBody }))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test('any digit of the time or of the digest', async () => {
    const header = signV1(key, body, now);
    for (let at = 0; at < header.length; at += 1) {
      if (!/[0-9a-f]/.test(header[at] ?? '') || 't=v1'.includes(header.slice(at, at + 2))) continue;
      const other = header[at] === '0' ? '1' : '0';

      expect(await verify(header.slice(0, at) + other + header.slice(at + 1))).toBeNull();
    }
  });

  test('white space, or the same JSON written again', async () => {
    const header = signV1(key, body, now);
    const text = Buffer.from(body).toString();
    for (const changed of [`${text} `, ` ${text}`, JSON.stringify(JSON.parse(text))]) {
      expect(await verify(header, { rawBody: Buffer.from(changed) })).toBeNull();
    }
  });
});

describe('the age of an authentic delivery', () => {
  test.each([
    [0, true],
    [300, true],
    [301, false],
    [-300, true],
    [-301, false],
  ])('of %p seconds: timely %p', async (age, timely) => {
    const signedAt = new Date(now.getTime() - age * 1000);

    expect(isTimelyNow(await verify(signV1(key, body, signedAt)))).toBe(timely);
  });

  test('is not known without a time, and never too old', async () => {
    expect(await verify(signBodyBase64(key, body))).toMatchObject({ timelyBetween: null });
  });

  test('saves no forgery', async () => {
    expect(await verify(signV1('another key', body, new Date(0)))).toBeNull();
  });
});

describe('keys', () => {
  test('are all live, so that a rotation overlaps', async () => {
    const both = aVerifier({ keys: ['new', 'old'] });
    const one = aVerifier({ keys: ['new'] });
    const signedWithOld = received(signV1('old', body, now));

    expect(await both.verify(signedWithOld)).not.toBeNull();
    expect(await one.verify(signedWithOld)).toBeNull();
  });

  test('that are empty sign nothing', async () => {
    const verifier = aVerifier({ keys: [''] });

    expect(await verifier.verify(received(signV1('', body, now)))).toBeNull();
    expect(await verifier.verify(received(signBodyBase64('', body)))).toBeNull();
  });

  test('are needed', async () => {
    expect(await aVerifier({ keys: [] }).verify(received(signV1(key, body, now)))).toBeNull();
  });

  test('of a connection make a delivery that connection’s, those of the environment nobody’s', async () => {
    const connectionKeys = async (id: string) => (id === 'known' ? ['its own key'] : []);
    const isConnection = async (id: string) => id === 'known' || id === 'disconnected';
    const verifier = aVerifier({ connectionKeys, isConnection });
    const sent = (connectionId: string | null, signedWith: string) =>
      verifier.verify(received(signV1(signedWith, body, now), { connectionId }));

    expect(await sent('known', 'its own key')).toMatchObject({
      endpoint: 'known',
      connectionId: 'known',
    });
    const environments = { endpoint: '', connectionId: null };
    expect(await sent(null, key)).toMatchObject(environments);
    expect(await sent('known', key)).toMatchObject(environments);
    expect(await sent('disconnected', key)).toMatchObject(environments);
    expect(await sent('unknown', key)).toBeNull();
    expect(await sent('unknown', 'its own key')).toBeNull();
    expect(await sent(null, 'its own key')).toBeNull();
  });
});

describe('a v1 signature spelled as base64', () => {
  const asBase64 = (header: string) => {
    const [, hex = ''] = header.split('v1=');
    return Buffer.from(hex, 'hex').toString('base64');
  };

  test.each([now, new Date('1970-01-01T00:00:07Z'), new Date('2286-11-20T17:46:39Z')])(
    'of %p is no signature of "t.body"',
    async (at) => {
      const t = String(Math.floor(at.getTime() / 1000));
      const rawBody = Buffer.concat([Buffer.from(`${t}.`), body]);

      const header = asBase64(signV1(key, body, at));

      expect(header).toBe(signBodyBase64(key, rawBody));
      expect(await verify(header, { rawBody })).toBeNull();
    },
  );

  test('leaves every body that is an object', async () => {
    for (const text of ['{}', ' {"event":"x"}', '\ufeff{}', '[1]', 'null', '']) {
      const rawBody = Buffer.from(text);

      expect(await verify(signBodyBase64(key, rawBody), { rawBody })).not.toBeNull();
    }
  });
});

test('a scheme that is switched off is refused', async () => {
  const onlyV1 = aVerifier({ schemes: ['v1'] });
  const onlyBase64 = aVerifier({ schemes: ['body-base64'] });

  expect(await onlyV1.verify(received(signBodyBase64(key, body)))).toBeNull();
  expect(await onlyBase64.verify(received(signV1(key, body, now)))).toBeNull();
});
