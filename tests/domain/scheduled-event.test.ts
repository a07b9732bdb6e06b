import { describe, expect, test } from '@jest/globals';
import {
  mergeScheduledEvent,
  nextFirst,
  type ScheduledEvent,
  unknownScheduledEvent,
} from '../../src/domain/scheduled-event.ts';
import { version } from '../../src/domain/version.ts';
import { aBooking } from '../support/a-booking.ts';
import { instant, keyOf } from '../support/a-fact.ts';

const now = new Date('2026-01-05T10:00:00Z');

const nothing = {
  utmCampaign: null,
  utmSource: null,
  utmMedium: null,
  utmContent: null,
  utmTerm: null,
  salesforceUuid: null,
};

test('of a booking that is not known yet nothing is reported', () => {
  expect(unknownScheduledEvent('id', keyOf('ada'), 'a-prospect', now)).toStrictEqual({
    id: 'id',
    booking: keyOf('ada'),
    prospectId: 'a-prospect',
    receivedAt: now,
    meeting: { name: null, startTime: null, endTime: null, hosts: [] },
    location: null,
    contact: { name: null, firstName: null, lastName: null, timezone: null },
    details: {
      phone: null,
      cancelUrl: null,
      rescheduleUrl: null,
      questionsAndAnswers: [],
      tracking: nothing,
      payment: null,
    },
    noShow: false,
    cancellation: null,
    rescheduledAway: false,
    moved: false,
    replaces: null,
    replacedBy: null,
    pendingNotes: [],
    versions: {
      meeting: null,
      location: null,
      contact: null,
      details: null,
      noShow: null,
      cancellation: null,
    },
  });
});

test('a merge says of each part that was reported who reported it, and leaves what it began with as it was', () => {
  const before = unknownScheduledEvent('id', keyOf('ada'), 'a-prospect', now);
  const at = instant('2026-01-02T09:00:00Z');
  const reported = { event: version(at, at, 'event'), invitee: version(at, at, 'invitee') };

  const after = mergeScheduledEvent(before, aBooking({ of: 'ada' }), reported, 'a-prospect');

  expect(after.versions).toStrictEqual({
    meeting: reported.event,
    location: reported.event,
    contact: reported.invitee,
    details: reported.invitee,
    noShow: null,
    cancellation: null,
  });
  expect(before).toStrictEqual(unknownScheduledEvent('id', keyOf('ada'), 'a-prospect', now));
});

describe('next first', () => {
  const meeting = (id: string, hours: number | null): ScheduledEvent => {
    const unknown = unknownScheduledEvent(id, keyOf(id), 'a-prospect', now);
    const startTime = hours === null ? null : new Date(now.getTime() + hours * 3_600_000);
    return { ...unknown, meeting: { ...unknown.meeting, startTime } };
  };
  const inOrder = [
    meeting('soon', 1),
    meeting('c', 2),
    meeting('b', 2),
    meeting('a', 2),
    meeting('now', 0),
    meeting('over', -1),
    meeting('long over', -48),
    meeting('never b', null),
    meeting('never a', null),
  ];

  test('comes what is to come, soonest first, then what is over, latest first, then what has no time', () => {
    for (let turn = 0; turn < inOrder.length; turn += 1) {
      const turned = [...inOrder.slice(turn), ...inOrder.slice(0, turn)];

      for (const order of [turned, turned.toReversed()]) {
        expect(order.toSorted(nextFirst(now)).map(({ id }) => id)).toEqual(
          inOrder.map(({ id }) => id),
        );
      }
    }
  });
});
