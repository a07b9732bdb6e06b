import { expect, test } from '@jest/globals';
import type { BookingKey } from '../../src/domain/booking-key.ts';
import type { EmailAddress } from '../../src/domain/email-address.ts';
import type { RoutingFormFact } from '../../src/domain/routing-form-fact.ts';
import { untracked } from '../../src/domain/tracking.ts';
import { preciseInstant } from '../../src/domain/version.ts';
import { aBooking } from '../support/a-booking.ts';
import { keyOf } from '../support/a-fact.ts';
import { aWorld } from '../support/a-world.ts';

const body = 'Formulaire Calendly rempli. Société : Blue Fern. Taille : 11-50.';

function aForm(submitter: { booking: BookingKey } | { email: string }): RoutingFormFact {
  return {
    kind: 'form_submitted',
    submission: 'S1',
    submitter: 'email' in submitter ? { email: submitter.email as EmailAddress } : submitter,
    submittedAt: preciseInstant('2026-01-02T09:00:00Z'),
    updatedAt: preciseInstant('2026-01-02T09:00:00Z'),
    reportedAt: preciseInstant('2026-01-02T09:00:01Z'),
    answers: [
      { question: 'Société', answer: 'Blue Fern' },
      { question: 'Taille', answer: '11-50' },
    ],
    tracking: { ...untracked, utmSource: 'pricing-page' },
  };
}

const bookingOfAda = () => aBooking({ of: 'ada' });

test('a form without a booking becomes a note on the person whose address it has', () => {
  const world = aWorld();

  world.report(aForm({ email: 'ada@example.com' }));

  expect(world.notes('ada@example.com')).toEqual([body]);
  expect(world.prospect('ada@example.com')?.tracking.first.utmSource).toBe('pricing-page');
  expect(world.announced()).toEqual(['prospect.created', 'note.added']);
});

test.each<[string, Partial<RoutingFormFact>, string]>([
  ['when it was filled in', {}, '2026-01-02T09:00:00Z'],
  [
    'when it was reported, where that is all that is reported',
    { submittedAt: null },
    '2026-01-02T09:00:01Z',
  ],
  [
    'when it came, where nothing is reported',
    { submittedAt: null, reportedAt: null },
    '2026-01-10T00:01:00Z',
  ],
])('a form’s note is of %s', (_, changes, createdAt) => {
  const world = aWorld();

  world.report({ ...aForm({ email: 'ada@example.com' }), ...changes });

  expect(world.state.notes).toMatchObject([
    { kind: 'routing_form', author: null, createdAt: new Date(createdAt) },
  ]);
});

test('a form that is told again as filled in earlier moves its note to then, and not to later', () => {
  const world = aWorld();
  const at = (hour: string) => ({
    ...aForm({ email: 'ada@example.com' }),
    submittedAt: preciseInstant(`2026-01-02T${hour}:00:00Z`),
  });

  const [, earlier, later] = world.report(at('09'), at('08'), at('10'));

  expect(earlier?.notesMoved).toMatchObject([{ createdAt: new Date('2026-01-02T08:00:00Z') }]);
  expect(later?.notesMoved).toEqual([]);
  expect([earlier?.notes, earlier?.prospectIsNew]).toStrictEqual([[], false]);
});

test('of two forms the one filled in first says where a person came from first, whichever was told first', () => {
  const from = (hour: string, utmSource: string) => ({
    ...aForm({ email: 'ada@example.com' }),
    submission: hour,
    submittedAt: preciseInstant(`2026-01-02T${hour}:00:00Z`),
    updatedAt: null,
    tracking: { ...untracked, utmSource },
  });
  const [first, second] = [from('08', 'letter'), from('09', 'poster')];

  for (const order of [
    [first, second],
    [second, first],
  ]) {
    const world = aWorld();
    world.report(...order);

    const tracking = world.prospect('ada@example.com')?.tracking;
    expect([tracking?.first.utmSource, tracking?.last.utmSource]).toEqual(['letter', 'poster']);
  }
});

test('a form reported twice is one note', () => {
  const world = aWorld();

  world.report(aForm({ email: 'ada@example.com' }), aForm({ email: 'ada@example.com' }));

  expect(world.notes('ada@example.com')).toEqual([body]);
});

test.each([
  ['before', [aForm({ booking: keyOf('ada') }), bookingOfAda()]],
  ['after', [bookingOfAda(), aForm({ booking: keyOf('ada') })]],
])("a form reported %s its booking ends on the booking's prospect", (_, facts) => {
  const world = aWorld();

  world.report(...facts);

  const { email } = bookingOfAda();
  expect(world.notes(email)).toContain(body);
  expect(world.announced().filter((type) => type === 'note.added')).toHaveLength(2);
});

test('a form that names a booking which was never reported is seen by nobody', () => {
  const world = aWorld();

  world.report(aForm({ booking: keyOf('ada') }));

  expect(world.announced()).toEqual([]);
});

test('a form reported first without and then with its booking ends as one reported the other way round', () => {
  const one = aWorld();
  const other = aWorld();
  const without = aForm({ email: 'work@example.com' });
  const withBooking = aForm({ booking: keyOf('ada') });

  one.report(without, withBooking, bookingOfAda());
  other.report(bookingOfAda(), withBooking, without);

  for (const world of [one, other]) {
    expect(world.notes(bookingOfAda().email)).toContain(body);
    expect(world.notes('work@example.com')).toEqual([]);
  }
});
