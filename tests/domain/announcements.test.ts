import { describe, expect, test } from '@jest/globals';
import type { Fact } from '../../src/domain/delivery.ts';
import type { Details, InviteeFact } from '../../src/domain/invitee-fact.ts';
import { untracked } from '../../src/domain/tracking.ts';
import { aBooking, aMove } from '../support/a-booking.ts';
import { aCancellation } from '../support/a-cancellation.ts';
import { aFact, aMeeting, keyOf } from '../support/a-fact.ts';
import { aNoShow, aNoShowCleared } from '../support/a-no-show.ts';
import { aReschedule } from '../support/a-reschedule.ts';
import { aWorld } from '../support/a-world.ts';

const ada = () => aBooking({ of: 'ada' });
const details: Details = {
  phone: null,
  cancelUrl: null,
  rescheduleUrl: null,
  questionsAndAnswers: [],
  tracking: untracked,
  payment: null,
};

/** The announcements of the last of these facts: type, owner, and changed fields. */
function announcedBy(...facts: Fact[]) {
  const world = aWorld();
  const applied = world.report(...facts).at(-1);
  const names = new Map<string, string>();
  for (const { id, email } of world.state.prospects) names.set(id, email);
  for (const { id, booking } of world.state.scheduledEvents) names.set(id, booking);
  for (const { id, kind } of world.state.notes) names.set(id, kind);
  return applied?.entries.map(({ type, subjectId, changed }) => [
    type,
    names.get(subjectId),
    ...changed,
  ]);
}

describe('what a fact announces names its subject and each field that shows another value', () => {
  test('a booking of somebody new', () => {
    expect(announcedBy(ada())).toEqual([
      ['prospect.created', 'ada@example.com'],
      ['scheduled_event.created', keyOf('ada')],
      ['note.added', 'booked'],
    ]);
  });

  test('another booking of somebody known, from elsewhere, changes who they are', () => {
    const tracking = { ...untracked, utmSource: 'letter' };
    const at = '2026-01-03T09:00:00Z';
    const again = aBooking({
      of: 'ada',
      booking: 'next',
      name: 'Ada King',
      at,
      bookedAt: at,
      details: { ...details, phone: '+33 1 23 45 67 89', tracking },
    });

    expect(announcedBy(ada(), again)).toEqual([
      ['prospect.updated', 'ada@example.com', 'name', 'phone', 'tracking', 'lastActivityAt'],
      ['scheduled_event.created', keyOf('next')],
      ['note.added', 'booked'],
    ]);
  });

  test('a booking that tells nothing new of a person changes their next meeting', () => {
    const again = aBooking({ of: 'ada', booking: 'next', start: '2026-01-04T10:00:00Z' });

    expect(announcedBy(ada(), again)).toEqual([
      ['prospect.updated', 'ada@example.com', 'nextScheduledEventAt'],
      ['scheduled_event.created', keyOf('next')],
      ['note.added', 'booked'],
    ]);
  });

  test('a booking that is canceled before it is reported is not a next meeting', () => {
    const canceled = aCancellation({ of: 'ada', booking: 'next', at: '2026-01-02T09:00:00Z' });

    expect(announcedBy(ada(), canceled)).toEqual([
      ['scheduled_event.created', keyOf('next')],
      ['scheduled_event.canceled', keyOf('next')],
      ['note.added', 'canceled'],
    ]);
  });

  test('a cancellation', () => {
    expect(announcedBy(ada(), aCancellation({ of: 'ada' }))).toEqual([
      ['prospect.updated', 'ada@example.com', 'lastActivityAt'],
      ['scheduled_event.canceled', keyOf('ada'), 'cancellation', 'status'],
      ['note.added', 'canceled'],
    ]);
  });

  test('a cancellation that happened at once with the booking takes the next meeting away', () => {
    const canceled = aCancellation({ of: 'ada', at: '2026-01-02T09:00:00Z' });

    expect(announcedBy(ada(), canceled)).toEqual([
      ['prospect.updated', 'ada@example.com', 'nextScheduledEventAt'],
      ['scheduled_event.canceled', keyOf('ada'), 'cancellation', 'status'],
      ['note.added', 'canceled'],
    ]);
  });

  test('the new half of a reschedule changes the old meeting too', () => {
    const { anew } = aReschedule({ of: 'ada', to: 'next' });

    expect(announcedBy(ada(), anew)).toEqual([
      ['prospect.updated', 'ada@example.com', 'lastActivityAt'],
      ['scheduled_event.created', keyOf('next')],
      ['scheduled_event.rescheduled', keyOf('ada'), 'replacedBy', 'status'],
      ['note.added', 'rescheduled'],
    ]);
  });

  test('a meeting that is moved', () => {
    const moved = aMove({ of: 'ada', start: '2026-01-06T10:00:00Z' });

    expect(announcedBy(ada(), moved)).toEqual([
      ['prospect.updated', 'ada@example.com', 'lastActivityAt'],
      ['scheduled_event.rescheduled', keyOf('ada'), 'meeting'],
      ['note.added', 'rescheduled'],
    ]);
  });

  test('a no-show, and the mark that is taken back', () => {
    const marked = aNoShow({ of: 'ada' });

    expect(announcedBy(ada(), marked)).toEqual([
      ['prospect.updated', 'ada@example.com', 'lastActivityAt'],
      ['scheduled_event.no_show_marked', keyOf('ada'), 'noShow'],
      ['note.added', 'no_show'],
    ]);
    expect(announcedBy(ada(), marked, aNoShowCleared({ of: 'ada' }))).toEqual([
      ['prospect.updated', 'ada@example.com', 'lastActivityAt'],
      ['scheduled_event.no_show_cleared', keyOf('ada'), 'noShow'],
    ]);
  });

  test.each<[string, Partial<InviteeFact>]>([
    ['meeting', { meeting: { ...aMeeting('2026-01-05T10:00:00Z'), name: 'Call' } }],
    ['location', { location: { type: 'zoom', text: null, joinUrl: null } }],
    ['details', { details: { ...details, rescheduleUrl: 'https://calendly.com/r' } }],
  ])('a later report on the %s', (field, changes) => {
    const at = '2026-01-02T10:00:00Z';
    const later = aFact('booked', { of: 'ada', at, bookedAt: '2026-01-02T08:00:00Z', ...changes });

    expect(announcedBy(ada(), later)).toEqual([
      ['prospect.updated', 'ada@example.com', 'lastActivityAt'],
      ['scheduled_event.updated', keyOf('ada'), field],
    ]);
  });

  test('a booking that turns out to be somebody else’s changes the next meeting of both', () => {
    const at = '2026-01-02T09:00:00Z';
    const other = aBooking({ of: 'grace', booking: 'other', at });
    const theirs = {
      ...aBooking({ of: 'grace', booking: 'ada', at }),
      contact: ada().contact,
    };
    const later = {
      ...theirs,
      times: {
        ...theirs.times,
        inviteeUpdatedAt: aBooking({ of: 'x', at: '2026-01-02T12:00:00Z' }).times.reportedAt,
      },
    };

    const announced = announcedBy(ada(), other, later);

    expect(announced).toContainEqual(['scheduled_event.updated', keyOf('ada'), 'prospectId']);
    expect(announced).toContainEqual([
      'prospect.updated',
      'ada@example.com',
      'nextScheduledEventAt',
    ]);
    expect(announced).toContainEqual(['note.added', 'booked']);
  });

  test('every entry is of the moment at which the fact was applied', () => {
    const world = aWorld();

    const [applied] = world.report(ada());

    expect(applied?.entries.map(({ occurredAt }) => occurredAt)).toEqual(
      Array.from({ length: 3 }, () => new Date('2026-01-10T00:01:00Z')),
    );
  });
});
