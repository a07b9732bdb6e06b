import { expect, test } from '@jest/globals';
import { submissionNoteKey } from '../../../src/domain/booking-note.ts';
import type { EmailAddress } from '../../../src/domain/email-address.ts';
import { organizationId } from '../../../src/domain/organization-id.ts';
import type { RoutingFormFact } from '../../../src/domain/routing-form-fact.ts';
import { untracked } from '../../../src/domain/tracking.ts';
import { nothingTouched, touch, touchedBy } from '../../../src/use-cases/intake/batch-decision.ts';
import { aBooking } from '../../support/a-booking.ts';
import { keyOf } from '../../support/a-fact.ts';
import { anIncoming, anIncomingWithout } from '../../support/an-incoming.ts';

const [acme, globex] = ['acme', 'globex'].map(organizationId);

function touchedByForm(submitter: RoutingFormFact['submitter']) {
  const touched = nothingTouched();
  touch(touched, {
    kind: 'form_submitted',
    submission: 'S1',
    submitter,
    submittedAt: null,
    updatedAt: null,
    reportedAt: null,
    answers: [],
    tracking: untracked,
  });
  return [[...touched.bookings], [...touched.emails], [...touched.notes]];
}

test('a form touches its note, and the person or the booking that it names, and nothing else', () => {
  const key = submissionNoteKey('S1');
  const email = 'ada@example.com' as EmailAddress;

  expect(touchedByForm({ email })).toStrictEqual([[], [email], [key]]);
  expect(touchedByForm({ booking: keyOf('ada') })).toStrictEqual([[keyOf('ada')], [], [key]]);
});

test('a batch touches, organization by organization, each booking and its lineage, and each person', () => {
  const batch = [
    anIncoming(acme!, aBooking({ of: 'ada', replaces: keyOf('old') })),
    anIncoming(globex!, aBooking({ of: 'ada' })),
    anIncoming(acme!, aBooking({ of: 'grace', replacedBy: keyOf('next') })),
    anIncoming(null, aBooking({ of: 'nobody' })),
    anIncomingWithout({ kind: 'ignored', event: 'user.updated', userUris: [] }, acme),
  ];

  const { deliveries, organizations } = touchedBy(batch);

  const theirs = [...organizations].map(([id, { bookings, emails, notes }]) => [
    id,
    [...bookings],
    [...emails],
    [...notes],
  ]);
  const [ada, grace] = ['ada@example.com', 'grace@example.com'];
  expect(theirs).toStrictEqual([
    [acme, ['ada', 'old', 'grace', 'next'].map(keyOf), [ada, grace], []],
    [globex, [keyOf('ada')], [ada], []],
  ]);
  expect(deliveries).toStrictEqual(
    batch.map(({ delivery: { endpoint, digest } }) => ({ endpoint, digest })),
  );
});

test('a delivery is looked for under each address that its bytes may have come to', () => {
  const [booking] = [anIncoming(acme!, aBooking({ of: 'ada' }))];
  const { endpoint, digest } = booking.delivery;

  const { deliveries } = touchedBy([{ ...booking, alsoAt: ['elsewhere'] }]);

  expect(deliveries).toStrictEqual([
    { endpoint, digest },
    { endpoint: 'elsewhere', digest },
  ]);
});
