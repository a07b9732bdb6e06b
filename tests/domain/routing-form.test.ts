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
    toldAt: preciseInstant('2026-01-02T09:00:01Z'),
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

  world.tell(aForm({ email: 'ada@example.com' }));

  expect(world.notes('ada@example.com')).toEqual([body]);
  expect(world.prospect('ada@example.com')?.tracking.first.utmSource).toBe('pricing-page');
  expect(world.announced()).toEqual(['prospect.created', 'note.added']);
});

test('a form told twice is one note', () => {
  const world = aWorld();

  world.tell(aForm({ email: 'ada@example.com' }), aForm({ email: 'ada@example.com' }));

  expect(world.notes('ada@example.com')).toEqual([body]);
});

test.each([
  ['before', [aForm({ booking: keyOf('ada') }), bookingOfAda()]],
  ['after', [bookingOfAda(), aForm({ booking: keyOf('ada') })]],
])("a form told %s its booking ends on the booking's prospect", (_, facts) => {
  const world = aWorld();

  world.tell(...facts);

  const { email } = bookingOfAda();
  expect(world.notes(email)).toContain(body);
  expect(world.announced().filter((type) => type === 'note.added')).toHaveLength(2);
});

test('a form that names a booking which was never told is seen by nobody', () => {
  const world = aWorld();

  world.tell(aForm({ booking: keyOf('ada') }));

  expect(world.announced()).toEqual([]);
});

test('a form told first without and then with its booking ends as one told the other way round', () => {
  const one = aWorld();
  const other = aWorld();
  const without = aForm({ email: 'work@example.com' });
  const withBooking = aForm({ booking: keyOf('ada') });

  one.tell(without, withBooking, bookingOfAda());
  other.tell(bookingOfAda(), withBooking, without);

  for (const world of [one, other]) {
    expect(world.notes(bookingOfAda().email)).toContain(body);
    expect(world.notes('work@example.com')).toEqual([]);
  }
});
