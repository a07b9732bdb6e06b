import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import type { Decoded } from '../../src/domain/delivery.ts';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { aDelivery, fixture, fixtureBytes, fixtureNames } from './a-delivery.ts';

const decode = (body: Uint8Array | string | object, headers?: Record<string, string>): Decoded =>
  new CalendlyDecoder().decode(aDelivery(body, headers));

function factOf(body: Uint8Array | string | object): InviteeFact {
  const decoded = decode(body);
  if (decoded.kind !== 'fact' || decoded.fact.kind === 'form_submitted')
    throw new Error(JSON.stringify(decoded));
  return decoded.fact;
}

/** The plain booking, changed. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests take foreign JSON apart
function aBooking(change: (body: any) => void = () => {}, name = 'webhook.invitee-created.plain') {
  const body = fixture(name);
  change(body);
  return body;
}

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth);
const plain = () => Buffer.from(fixtureBytes('webhook.invitee-created.plain')).toString();

describe('bytes that are no JSON object are unusable, and the reason says how:', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['white space', ' \n', 'empty'],
    ['words', 'hello', 'bad_json'],
    ['half an object', '{"event":"invitee.created"', 'bad_json'],
    ['null', 'null', 'not_an_object'],
    ['a number', '42', 'not_an_object'],
    ['a string', '"invitee.created"', 'not_an_object'],
    ['a list', '[]', 'not_an_object'],
    ['a byte order mark', `\ufeff${plain()}`, 'bad_json'],
    ['a byte order mark alone', '\ufeff', 'bad_json'],
    ['a comment', `${plain()}//`, 'bad_json'],
    ['an unfinished deep nesting', '['.repeat(100_000), 'bad_json'],
    ['a deep list', nested(100_000), 'not_an_object'],
  ])('%s', (_name, body, reason) => {
    expect(decode(body)).toEqual({ kind: 'unusable', event: null, reason });
  });

  test('what is not UTF-8', () => {
    const latin1 = Buffer.from(plain().replace('Dana', 'Dän'), 'latin1');
    const utf16 = Buffer.from(plain(), 'utf16le');

    expect(decode(latin1)).toMatchObject({ reason: 'bad_json' });
    expect(decode(utf16)).toMatchObject({ reason: 'bad_json' });
  });
});

test.each([
  ['lists', nested(100_000)],
  ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ['65 levels', nested(64)],
])('a nesting of %s is too deep', (_name, deep) => {
  const body = `{"event":"invitee.created","payload":${deep}}`;

  expect(decode(body)).toEqual({ kind: 'unusable', event: null, reason: 'too_deep' });
});

test('a nesting of 64 levels is not too deep', () => {
  expect(decode(`{"event":"x","payload":${nested(63)}}`)).toMatchObject({ kind: 'ignored' });
});

test('a compressed body is left as it is', () => {
  for (const encoding of ['gzip', 'br', 'GZIP', 'identity, gzip']) {
    expect(decode(plain(), { 'content-encoding': encoding })).toEqual({
      kind: 'unusable',
      event: null,
      reason: 'encoded',
    });
  }
  expect(decode(plain(), { 'content-encoding': 'identity' })).toMatchObject({ kind: 'fact' });
});

describe('a delivery without what is needed is unusable as schema:', () => {
  test.each([
    ['no event', {}],
    ['an event that is no string', { event: { type: 'invitee.created' } }],
  ])('%s', (_name, body) => {
    expect(decode(body)).toEqual({ kind: 'unusable', event: null, reason: 'schema' });
  });

  test.each([
    ['no payload', aBooking((body) => delete body.payload)],
    ['a payload that is a list', aBooking((body) => (body.payload = []))],
    ['an empty payload', aBooking((body) => (body.payload = {}))],
    ['no invitee URI', aBooking((body) => delete body.payload.uri)],
    ['an invitee URI that is no string', aBooking((body) => (body.payload.uri = 7))],
    [
      'a start that is none',
      aBooking((body) => (body.payload.scheduled_event.start_time = 'soon')),
    ],
    ['a meeting that is none', aBooking((body) => (body.payload.scheduled_event = 'one'))],
    ['an event without identity', aBooking((body) => (body.payload.event = {}))],
    [
      'no invitee beside the event',
      aBooking((body) => delete body.payload.invitee, 'spec-nested.invitee-created'),
    ],
    ['no id', aBooking((body) => delete body.payload.invitee.uuid, 'v1.invitee-created')],
    ['no start', aBooking((body) => (body.payload.event.start_time = '?'), 'v1.invitee-created')],
  ])('%s', (_name, body) => {
    expect(decode(body)).toEqual({ kind: 'unusable', event: 'invitee.created', reason: 'schema' });
  });
});

test.each([
  [null],
  [undefined],
  [''],
  ['   '],
  ['dana'],
  ['dana@'],
  ['@example.com'],
  ['dana whitfield@example.com'],
  ['da\0na@example.com'],
  ['da\ud800na@example.com'],
  [42],
  [{}],
])('an invitee with the e-mail address %p cannot be reached', (email) => {
  for (const name of ['spec-nested.invitee-created', 'v1.invitee-created']) {
    const body = aBooking((told) => (told.payload.invitee.email = email), name);
    expect(decode(body)).toMatchObject({ kind: 'unusable', reason: 'no_email' });
  }
  expect(decode(aBooking((told) => (told.payload.email = email)))).toEqual({
    kind: 'unusable',
    event: 'invitee.created',
    reason: 'no_email',
  });
});

describe('hostile text', () => {
  test('loses its NUL characters, and half of a surrogate pair becomes a replacement character', () => {
    const fact = factOf(
      aBooking(({ payload }) => {
        payload.name = 'Da\0na \ud83d Whit\udc00field';
        payload.timezone = '\0';
        payload.questions_and_answers = [{ question: 'Q\0', answer: '\ud800', position: 0 }];
        payload.scheduled_event.name = 'Talk\0';
        payload.scheduled_event.location = { type: 'custom\0', location: 'here\0' };
        payload.tracking.utm_source = '\0news';
      }),
    );

    expect(fact.contact.name).toBe('Dana \ufffd Whit\ufffdfield');
    expect(fact.contact.timezone).toBeNull();
    expect(fact.details?.questionsAndAnswers).toEqual([
      { question: 'Q', answer: '\ufffd', position: 0 },
    ]);
    expect(fact.meeting?.name).toBe('Talk');
    expect(fact.location).toMatchObject({ type: 'custom', text: 'here' });
    expect(fact.details?.tracking.utmSource).toBe('news');
  });

  test('stays as it is otherwise', () => {
    const name = '<script>alert(1)</script> =cmd() \u202e 👨‍👩‍👧 ';

    expect(factOf(aBooking(({ payload }) => (payload.name = name))).contact.name).toBe(name);
  });

  test('pollutes no prototype', () => {
    const polluted = plain()
      .replace(
        '"event"',
        '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"event"',
      )
      .replace('"email"', '"__proto__":{"polluted":1,"email":"eve@example.com"},"email"');

    const fact = factOf(polluted);

    expect(fact.email).toBe('dana.whitfield@example.com');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((fact as unknown as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(decode('{"event":"__proto__"}')).toMatchObject({ kind: 'ignored' });
    expect(decode('{"event":"constructor"}')).toMatchObject({ kind: 'ignored' });
  });
});

describe('numbers', () => {
  const payment = (amount: string) =>
    JSON.stringify(
      aBooking(({ payload }) => {
        payload.payment = {
          provider: 'stripe',
          amount: 'AMOUNT',
          currency: 'EUR',
          successful: true,
        };
      }),
    ).replace('"AMOUNT"', amount);

  test.each([
    ['1e400', null],
    ['-1e400', null],
    ['"1e3"', null],
    ['""', null],
    ['null', null],
    ['{}', null],
    ['0', 0],
    ['123456789012345678901234567890', 1.2345678901234568e29],
    ['"12.50"', 12.5],
  ])('an amount of %s', (amount, told) => {
    expect(factOf(payment(amount)).details?.payment?.amount ?? null).toBe(told);
  });

  test('that cannot be a position are replaced by the place in the list', () => {
    const answers =
      '[{"question":"a","answer":"b","position":1e400},{"question":"c","answer":"d"}]';
    const body = plain().replace(
      /"questions_and_answers": ?\[\]/,
      `"questions_and_answers":${answers}`,
    );

    expect(factOf(body).details?.questionsAndAnswers.map(({ position }) => position)).toEqual([
      0, 1,
    ]);
  });
});

describe('what is optional', () => {
  test('may be missing altogether', () => {
    const { event, payload } = aBooking();
    const { uri, email } = payload;

    expect(factOf({ event, payload: { event: payload.event, uri, email } })).toEqual({
      kind: 'booked',
      booking: expect.any(String),
      email,
      times: {
        occurredAt: null,
        reportedAt: null,
        eventUpdatedAt: null,
        inviteeCreatedAt: null,
        inviteeUpdatedAt: null,
      },
      contact: { name: null, firstName: null, lastName: null, timezone: null },
      details: expect.objectContaining({ phone: null, questionsAndAnswers: [], payment: null }),
      cancellation: null,
      rescheduledAway: false,
      replaces: null,
      replacedBy: null,
    });
  });

  test('may be of another type tomorrow, one field at a time', () => {
    const needed = new Set(['event', 'payload', 'uri', 'email', 'scheduled_event']);
    const strange = [null, 42, 'text', true, [], {}, [null], [42], { uri: 42 }];
    const body = aBooking(() => {}, 'webhook.invitee-created.full');
    for (const [part, keys] of [
      [body, Object.keys(body)],
      [body.payload, Object.keys(body.payload)],
    ] as const) {
      for (const key of keys.filter((name) => !needed.has(name))) {
        const kept = part[key];
        for (const value of strange) {
          part[key] = value;
          expect([key, value, decode(body).kind]).toEqual([key, value, 'fact']);
        }
        part[key] = kept;
      }
    }
  });

  test('may be new', () => {
    const body = aBooking((told) => {
      told.api_version = 3;
      told.payload.mood = { happy: true };
    });

    expect(factOf(body)).toEqual(factOf(aBooking()));
  });

  test('and the name may come in two parts', () => {
    const named = (first_name: string | null, last_name: string | null) =>
      factOf(
        aBooking(({ payload }) => Object.assign(payload, { name: ' ', first_name, last_name })),
      ).contact.name;

    expect(named('Ada', 'Lovelace')).toBe('Ada Lovelace');
    expect(named('Ada', null)).toBe('Ada');
    expect(named(null, null)).toBeNull();
  });
});

describe('a phone number', () => {
  const phone = (location: object, text_reminder_number: string | null = null) =>
    factOf(
      aBooking(({ payload }) => {
        payload.text_reminder_number = text_reminder_number;
        payload.scheduled_event.location = location;
      }),
    ).details?.phone;

  test('is the one for reminders, else the one to call', () => {
    const call = { type: 'outbound_call', location: '+33 1 23 45 67 89' };

    expect(phone(call)).toBe('+33 1 23 45 67 89');
    expect(phone(call, '+44 20 7946 0958')).toBe('+44 20 7946 0958');
    expect(phone({ type: 'inbound_call', location: '+33 1 23 45 67 89' })).toBeNull();
    expect(phone({ type: 'outbound_call', location: null })).toBeNull();
  });
});

describe('a booking', () => {
  test('is known by its URI also when the payload does not name its event', () => {
    expect(factOf(aBooking(({ payload }) => delete payload.event))).toEqual(factOf(aBooking()));
  });

  test('is the same whatever host its URI names', () => {
    const elsewhere = plain().replaceAll('https://api.calendly.com', 'https://calendly.com');

    expect(factOf(elsewhere).booking).toBe(factOf(aBooking()).booking);
  });

  test('is canceled when its status says so, whatever the event', () => {
    const late = aBooking(({ payload }) => (payload.status = 'canceled'));
    const legacy = aBooking(({ payload }) => (payload.canceled = true));

    expect(factOf(late)).toMatchObject({ kind: 'booked', cancellation: { at: null } });
    expect(factOf(legacy).cancellation).not.toBeNull();
  });

  test('canceled with its whole meeting has the meeting’s reason', () => {
    const body = aBooking(
      ({ payload }) => delete payload.cancellation,
      'webhook.invitee-canceled.by-host',
    );

    expect(factOf(body).cancellation).toMatchObject({
      by: 'Mira Holt',
      reason: 'I have to travel that day',
    });
  });

  test('does not replace itself', () => {
    const body = aBooking(({ payload }) => {
      payload.old_invitee = payload.uri;
      payload.new_invitee = payload.uri;
    });

    expect(factOf(body)).toMatchObject({
      replaces: null,
      replacedBy: null,
      rescheduledAway: false,
    });
  });

  test('that was rescheduled has gone away also when its successor is not named', () => {
    const body = aBooking(
      ({ payload }) => (payload.new_invitee = null),
      'webhook.reschedule.1-invitee-canceled',
    );

    expect(factOf(body)).toMatchObject({ rescheduledAway: true, replacedBy: null });
  });
});

describe('invitee.rescheduled', () => {
  const rescheduled = (name: string, change: Parameters<typeof aBooking>[0] = () => {}) =>
    factOf(
      aBooking((body) => {
        body.event = 'invitee.rescheduled';
        change(body);
      }, name),
    );

  test('moves a booking in place, in every shape', () => {
    for (const name of [
      'webhook.invitee-created.plain',
      'spec-nested.invitee-created',
      'v1.invitee-created',
    ]) {
      expect(rescheduled(name)).toMatchObject({
        kind: 'moved',
        rescheduledAway: false,
        cancellation: null,
      });
    }
  });

  test('with a flag that says so, still moves it in place', () => {
    const flagged = rescheduled('webhook.invitee-created.plain', ({ payload }) => {
      payload.rescheduled = true;
    });

    expect(flagged).toMatchObject({ kind: 'moved', rescheduledAway: false });
  });

  test('with a predecessor is the booking that replaces it', () => {
    expect(rescheduled('webhook.reschedule.2-invitee-created')).toEqual(
      factOf(aBooking(() => {}, 'webhook.reschedule.2-invitee-created')),
    );
  });
});

describe('the nested shape', () => {
  test('has times when its envelope has one', () => {
    const body = aBooking((told) => {
      told.created_at = '2026-11-24T09:14:08Z';
      told.payload.invitee.updated_at = '2026-11-24T09:14:07.433871Z';
    }, 'spec-nested.invitee-created');

    expect(factOf(body).times).toEqual({
      occurredAt: '2026-11-24T09:14:08.000000Z',
      reportedAt: '2026-11-24T09:14:08.000000Z',
      eventUpdatedAt: null,
      inviteeCreatedAt: null,
      inviteeUpdatedAt: '2026-11-24T09:14:07.433871Z',
    });
  });

  test('has no times otherwise, so that the order of arrival decides', () => {
    const body = aBooking(({ payload }) => {
      payload.invitee.updated_at = '2026-11-24T09:14:07.433871Z';
      payload.event.updated_at = '2026-11-24T09:14:07.433871Z';
    }, 'spec-nested.invitee-created');

    expect(Object.values(factOf(body).times)).toEqual([null, null, null, null, null]);
  });

  test('may tell what today’s shape tells, in the invitee, beside it or in the event', () => {
    const body = aBooking(({ payload }) => {
      payload.invitee.text_reminder_number = '+33 1 23 45 67 89';
      payload.invitee.rescheduled = true;
      payload.questions_and_answers = [{ question: 'Why?', answer: 'Because', position: 0 }];
      payload.cancellation = { canceled_by: 'Dana', reason: 'Ill', canceler_type: 'invitee' };
      payload.new_invitee = `${payload.event.uri}/invitees/next`;
      payload.event.location = { type: 'physical', location: 'Lyon' };
    }, 'spec-nested.invitee-canceled');

    expect(factOf(body)).toMatchObject({
      details: { phone: '+33 1 23 45 67 89', questionsAndAnswers: [{ question: 'Why?' }] },
      cancellation: { by: 'Dana', byType: 'invitee', reason: 'Ill', at: null },
      rescheduledAway: true,
      replacedBy: '1c7b9e42-0d5f-4a86-b3e1-9f2d6c8a7b11/next',
      location: { type: 'physical', text: 'Lyon', joinUrl: null },
    });
  });
});

describe('the retired shape', () => {
  test('tells a reschedule by the ids of both halves', () => {
    const body = aBooking(({ payload }) => {
      payload.new_event = { uuid: 'NEWEVENT' };
      payload.new_invitee = { uuid: 'NEWINVITEE' };
      payload.old_event = 'OLDEVENT';
      payload.old_invitee = 'OLDINVITEE';
    }, 'v1.invitee-canceled');

    expect(factOf(body)).toMatchObject({
      replaces: 'OLDEVENT/OLDINVITEE',
      replacedBy: 'NEWEVENT/NEWINVITEE',
      rescheduledAway: true,
    });
  });

  test('tells a reschedule by a flag alone', () => {
    const body = aBooking(
      ({ payload }) => (payload.invitee.is_reschedule = true),
      'v1.invitee-canceled',
    );

    expect(factOf(body)).toMatchObject({ rescheduledAway: true, replacedBy: null });
  });

  test('reads offsets, a payment and the primary host', () => {
    const body = aBooking(({ payload }) => {
      payload.event.start_time = '2018-03-20T11:15:00+01:00';
      payload.invitee.payments = [
        { provider: 'stripe', amount: 20, currency: 'EUR', successful: true },
      ];
      payload.event.extended_assigned_to.unshift({ name: 'Tom', email: null, primary: false });
    }, 'v1.invitee-created');

    expect(factOf(body)).toMatchObject({
      meeting: {
        startTime: new Date('2018-03-20T10:15:00Z'),
        hosts: [
          { userUri: '', name: 'Tom' },
          { userUri: 'https://api.calendly.com/users/DDEXAMPLEUSER001', name: 'Mira Holt' },
        ],
      },
      details: { payment: { amount: 20 } },
    });
  });
});

describe('whatever comes', () => {
  const names = fixtureNames();

  test('is decoded without an exception', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('invitee.created', 'invitee.canceled'),
        fc.json(),
        (event, json) => {
          for (const body of [`{"event":"${event}","payload":${json}}`, json]) {
            expect(['fact', 'ignored', 'unusable']).toContain(decode(body).kind);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a true delivery with any of its values replaced is decoded without an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), fc.jsonValue(), (name, place, value) => {
        const total = Buffer.from(fixtureBytes(name)).toString().split('": ').length;
        let seen = 0;
        const body = JSON.stringify(fixture(name), (key, kept) => {
          if (key === '') return kept;
          seen += 1;
          return seen === place % total ? value : kept;
        });
        expect(['fact', 'ignored', 'unusable']).toContain(decode(body).kind);
      }),
      { numRuns: 1000 },
    );
  });
});
