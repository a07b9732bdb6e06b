import type { BookingKey } from '../../src/domain/booking-key.ts';
import type { Note, NoteKey } from '../../src/domain/booking-note.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import type { ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import type { Tracking } from '../../src/domain/tracking.ts';
import {
  type PreciseInstant,
  preciseInstant,
  type Version,
  version,
} from '../../src/domain/version.ts';
import { aNote, aProspect, aScheduledEvent, booking } from './a-store-row.ts';

/** Text that stores like to spoil: quotes, escapes, other scripts and directions, an emoji of several code points. */
export const oddText = `O'Neill "\\" \\n {a,b} NULL %_ é e\u0301 שלום عليكم 👩🏽‍🚀 \u200f\t\r\n end `;

/** A prospect with every field set, and text that stores like to spoil. */
export function aFullProspect(): Prospect {
  return aProspect({
    reported: { name: oddText, firstName: '', lastName: 'null', phone: '+33 6 12', timezone: null },
    edits: { firstName: '👩🏽‍🚀', phone: '', timezone: 'Europe/Paris' },
    tracking: { first: aTracking('first'), last: aTracking('last') },
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    updatedAt: new Date('2026-01-02T03:04:05.679Z'),
    lastActivityAt: new Date('1999-12-31T23:59:59.999Z'),
    versions: {
      name: aVersion('000001'),
      phone: aVersion('000002'),
      timezone: null,
      firstTracking: aVersion('000003'),
      lastTracking: aVersion('999999'),
    },
  });
}

/** A scheduled event with every field set, and text that stores like to spoil. */
export function aFullScheduledEvent(prospectId: string): ScheduledEvent {
  return aScheduledEvent(prospectId, `${crypto.randomUUID()} '"\\,{}é`, {
    receivedAt: new Date('2026-01-01T23:59:59.998Z'),
    meeting: {
      name: oddText,
      startTime: new Date('2026-03-29T00:59:59.999Z'),
      endTime: new Date('1969-12-31T23:59:59.001Z'),
      hosts: [
        { userUri: 'https://api.calendly.com/users/A', name: oddText, email: null },
        { userUri: 'https://api.calendly.com/users/B', name: null, email: 'b@example.com' },
      ],
    },
    location: { type: 'physical', text: oddText, joinUrl: '' },
    contact: {
      name: oddText,
      firstName: '',
      lastName: null,
      timezone: 'America/Argentina/Ushuaia',
    },
    details: {
      phone: '+1 404-555-1234',
      cancelUrl: 'https://calendly.com/cancellations/A?a=1&b="2"',
      rescheduleUrl: '',
      questionsAndAnswers: [
        { question: oddText, answer: '', position: 1 },
        { question: '', answer: oddText, position: 0 },
      ],
      tracking: aTracking('details'),
      payment: { provider: 'stripe', amount: 149.55, currency: 'GBP', successful: false },
    },
    noShow: true,
    cancellation: {
      by: oddText,
      byType: 'host',
      reason: '',
      at: new Date('2026-01-03T00:00:00.001Z'),
    },
    rescheduledAway: true,
    moved: true,
    replaces: booking('before'),
    replacedBy: booking('after'),
    pendingNotes: [
      {
        kind: 'canceled',
        inPlace: false,
        happenedAt: new Date('2026-01-03T00:00:00.002Z'),
        meeting: { startTime: null, name: oddText },
        reason: oddText,
      },
      {
        kind: 'rescheduled',
        inPlace: true,
        happenedAt: new Date('2026-01-03T00:00:00.003Z'),
        meeting: undefined,
        reason: null,
      },
    ],
    versions: {
      meeting: aVersion('000001'),
      location: aVersion('000002'),
      contact: aVersion('000003'),
      details: null,
      noShow: aVersion('000004'),
      cancellation: aVersion('000005'),
    },
  });
}

export function aFullNote(prospectId: string, of: BookingKey): Note {
  return aNote(prospectId, of, {
    kind: 'rescheduled',
    body: oddText,
    createdAt: new Date('2026-01-02T03:04:05.006Z'),
    author: oddText,
    key: `${of}|rescheduled|2026-01-05T10:00:00.000Z` as NoteKey,
  });
}

function aTracking(of: string): Tracking {
  return {
    utmCampaign: `${of} ${oddText}`,
    utmSource: '',
    utmMedium: null,
    utmContent: of,
    utmTerm: 'null',
    salesforceUuid: '00Q5e',
  };
}

function aVersion(microseconds: string): Version {
  const at = preciseInstant(`2026-01-02T03:04:05.${microseconds}Z`) as PreciseInstant;
  return version(at, at, 'ab'.repeat(32));
}
