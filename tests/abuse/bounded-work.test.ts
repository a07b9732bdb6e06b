import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import { resourceId } from '../../adapters/calendly/resource-id.ts';
import { Redactor } from '../../adapters/doctor/redactor.ts';
import type { Decoded } from '../../src/domain/delivery.ts';
import { emailAddress } from '../../src/domain/email-address.ts';
import { aDelivery, fixture } from '../calendly/a-delivery.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService } from '../support/a-running-service.ts';
import { ASocket } from '../support/a-socket.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';

jest.setTimeout(120_000);

const nearlyMebibyte = 900_000;
const bodies = [
  'webhook.invitee-created.full',
  'webhook.invitee-canceled.by-host',
  'webhook.routing-form-submission-created.without-booking',
  'spec-nested.invitee-created',
  'v1.invitee-created',
];

/** Texts that something is slow about: letters to be ordered, characters without an end, what regexes come back for. */
const seeds = [
  '\u0301',
  '\u0301\u0323',
  '\u200d',
  '\u{1f468}\u200d',
  '\u{1f1eb}',
  '\u1100\u1161',
  '\u0915\u094d',
  '\ud800',
  '\0',
  ' ',
  '\u2003',
  '\t\n',
  '/',
  '//a',
  '@',
  'a.',
  'ü.',
  'Σ',
  'İ',
  '1',
  '?#',
  '/scheduled_events/a/invitees/b',
  '/invitees/b?\n',
];

/** The longest text of which any function took more than linear time, or may have. */
let longest = 0;

beforeEach(() => {
  longest = 0;
  for (const name of ['normalize', 'toLowerCase', 'trim', 'split'] as const) {
    const real = String.prototype[name] as (this: string, ...args: unknown[]) => unknown;
    jest.spyOn(String.prototype, name).mockImplementation(function (this: string, ...args) {
      longest = Math.max(longest, this.length);
      return Reflect.apply(real, this, args) as never;
    });
  }
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the `this` it is due.
  const { segment } = Intl.Segmenter.prototype;
  jest.spyOn(Intl.Segmenter.prototype, 'segment').mockImplementation(function (
    this: Intl.Segmenter,
    text,
  ) {
    longest = Math.max(longest, text.length);
    return Reflect.apply(segment, this, [text]);
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('whatever stands in a webhook of 1 MiB', () => {
  test('nothing that takes more than linear time sees more than 10,000 characters of it', () => {
    const began = Date.now();

    fc.assert(
      fc.property(anywhere(), aLongText(), (at, text) => {
        decode(at, text);
        expect(longest).toBeLessThanOrEqual(10_100);
      }),
      { numRuns: 300 },
    );

    // 300 bodies at 100 ms, twice.
    expect(Date.now() - began).toBeLessThan(60_000);
  });

  test('in its address of mail, only an address is looked at', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies), aLongText(), (name, text) => {
        longest = 0;
        const body = structuredClone(fixture(name));
        const invitee = body.payload.invitee ?? body.payload;
        invitee.email = `${text}@example.com`;

        const { kind } = new CalendlyDecoder().decode(aDelivery(body));

        // A form may be another's whose address is among its answers.
        const isForm = name.includes('routing-form');
        expect(isForm || kind === 'unusable').toBe(true);
      }),
      { numRuns: 50 },
    );
    longest = 0;
    expect(emailAddress(`a${'\u0301\u0323'.repeat(200_000)}@example.com`)).toBeNull();
    expect(longest).toBe(0);
  });

  test.each<[string, unknown]>([
    ['answers', Array.from({ length: 30_000 }, () => ({ question: 'a', answer: 'b' }))],
    ['answers that are none', Array.from({ length: 400_000 }, () => 1)],
    ['lists', Array.from({ length: 300_000 }, () => [])],
  ])('of many %s the first 200 are read', (_, list) => {
    const body = fixture('webhook.invitee-created.full');
    body.payload.questions_and_answers = list;
    body.payload.scheduled_event.event_memberships = list;

    const fact = factOf(new CalendlyDecoder().decode(aDelivery(body)));

    expect(fact.details?.questionsAndAnswers.length).toBeLessThanOrEqual(200);
    expect(fact.meeting?.hosts.length).toBeLessThanOrEqual(200);
  });

  test.each([
    [
      'an invitee',
      'uri',
      `https://api.calendly.com/scheduled_events/a/invitees/${'b'.repeat(256)}`,
    ],
    ['a meeting', 'uri', `https://api.calendly.com/scheduled_events/${'a'.repeat(256)}/invitees/b`],
    ['an address', 'uri', `https://api.calendly.com/${'a/'.repeat(400_000)}invitees/b`],
  ])('no id longer than an index takes is taken: %s', (_, field, uri) => {
    const body = fixture('webhook.invitee-created.full');
    body.payload[field] = uri;

    expect(new CalendlyDecoder().decode(aDelivery(body))).toMatchObject({ reason: 'schema' });
  });

  test('a first and a last name make no longer name than a name', () => {
    const body = fixture('webhook.invitee-created.full');
    Object.assign(body.payload, {
      name: null,
      first_name: 'a'.repeat(5000),
      last_name: 'b'.repeat(5000),
    });

    const { contact } = factOf(new CalendlyDecoder().decode(aDelivery(body)));

    expect(contact.name).toHaveLength(1000);
    expect(contact.firstName).toHaveLength(1000);
  });

  test.each(['lists', 'objects'])('half a million levels of %s are not parsed', (kind) => {
    const [open, close] = kind === 'lists' ? ['[', ']'] : ['{"a":', '}'];
    const levels = Math.floor(nearlyMebibyte / (open.length + close.length));
    const parse = jest.spyOn(JSON, 'parse');
    const text = `{"event":${open.repeat(levels)}1${close.repeat(levels)}}`;

    const decoded = new CalendlyDecoder().decode(aDelivery(text));

    expect(decoded).toMatchObject({ kind: 'unusable', reason: 'too_deep' });
    expect(parse).not.toHaveBeenCalled();
  });
});

test('brackets within a text are no levels', () => {
  const body = fixture('webhook.invitee-created.full');
  body.payload.name = `\\"${'[{'.repeat(1000)}"\\`;

  expect(new CalendlyDecoder().decode(aDelivery(body)).kind).toBe('fact');
});

test('an id at the end of a long address is looked for once', () => {
  const uri = `https://api.calendly.com/${'a'.repeat(100_000)}//`;
  const began = Date.now();

  for (let i = 0; i < 100; i += 1) expect(() => resourceId(uri)).toThrow('no id at its end');

  expect(Date.now() - began).toBeLessThan(2000);
});

test('a doctor takes words apart in one go', () => {
  const began = Date.now();

  new Redactor().redact({ answer: `${'@'.repeat(nearlyMebibyte)} ` });

  expect(Date.now() - began).toBeLessThan(2000);
});

describe('a service goes on serving', () => {
  test('while somebody books with an address of marks, and stores the booking without one', async () => {
    await using service = await aRunningService();
    const marks = `a${'\u0301'.repeat(100_000)}@example.com`;
    const began = Date.now();

    const answer = await service.post(aBooking(marks));

    expect(answer.body).toEqual({ status: 'stored' });
    expect((await service.post(aBooking())).body).toEqual({ status: 'accepted' });
    expect((await listProspects(service)).items).toMatchObject([{ email: 'ada@example.com' }]);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test.each([
    ['of one segment', 'a'.repeat(60_000)],
    ['of thousands of segments', 'a.'.repeat(30_000)],
    ['of a long signature', `e30.e30.${'A'.repeat(59_000)}`],
  ])('while a socket shows a token %s', async (_, token) => {
    await using service = await aRunningService();
    using socket = new ASocket(service.url, { auth: { token } });

    expect((await socket.refused()).data).toEqual({ code: 'unauthorized' });
  });

  test('while somebody searches for marks', async () => {
    await using service = await aRunningService();
    const marks = encodeURIComponent('\u0301\u0323'.repeat(1000));

    expectProblem(await service.get(`/prospects?search=${marks}`), 422, 'validation');
  });
});

type Path = (string | number)[];

/** A place in one of Calendly's bodies: any of its fields. */
function anywhere(): fc.Arbitrary<{ name: string; path: Path }> {
  const places = bodies.flatMap((name) => pathsOf(fixture(name)).map((path) => ({ name, path })));
  return fc.constantFrom(...places);
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function aLongText(): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('', 'a', 'https://a/invitees/'),
      fc.constantFrom(...seeds),
      fc.constantFrom('', 'a', '//'),
    )
    .map(([start, seed, end]) => start + seed.repeat(nearlyMebibyte / jsonLength(seed)) + end);
}

function jsonLength(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

function decode({ name, path }: { name: string; path: Path }, text: string): Decoded {
  const body = structuredClone(fixture(name));
  let inner = body;
  for (const key of path.slice(0, -1)) inner = inner[key];
  inner[path.at(-1) ?? ''] = text;
  return new CalendlyDecoder().decode(aDelivery(body));
}

function factOf(decoded: Decoded) {
  if (decoded.kind !== 'fact' || decoded.fact.kind === 'form_submitted')
    throw new Error(JSON.stringify(decoded).slice(0, 200));
  return decoded.fact;
}
