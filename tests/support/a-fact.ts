import { type BookingKey, bookingKey } from '../../src/domain/booking-key.ts';
import { type EmailAddress, emailAddress } from '../../src/domain/email-address.ts';
import type { FactTimes, InviteeFact, Meeting } from '../../src/domain/invitee-fact.ts';
import { untracked } from '../../src/domain/tracking.ts';
import { type PreciseInstant, preciseInstant } from '../../src/domain/version.ts';

/** The values that a test chooses for a fact. The rest is an ordinary meeting on 2026-01-05 at 11:00 in Paris. */
export interface FactOptions extends Partial<Omit<InviteeFact, 'booking' | 'email' | 'times'>> {
  /** Whose booking it is: `ada` is `ada@example.com`, named `Ada`. */
  of: string;
  /** The name of the booking, where a person has several. */
  booking?: string;
  email?: string;
  name?: string | null;
  /** When the fact happened, and was reported. Null in a dialect without times. */
  at?: string | null;
  /** When the booking was made. This ranks what it reports about its person. */
  bookedAt?: string;
  /** The start of the meeting. Null when the meeting is not reported. */
  start?: string | null;
}

/** A fact of the kind, with the values of its delivery. */
export function aFact(kind: InviteeFact['kind'], options: FactOptions): InviteeFact {
  const { of, booking, email, name, at, bookedAt, start, ...rest } = options;
  const meeting = start === null ? undefined : aMeeting(start ?? '2026-01-05T10:00:00Z');
  return {
    kind,
    booking: keyOf(booking ?? of),
    email: emailAddress(email ?? `${of}@example.com`) as EmailAddress,
    times: timesOf(at, bookedAt),
    ...(meeting && { meeting }),
    location: null,
    contact: {
      name: name === undefined ? nameOf(of) : name,
      firstName: null,
      lastName: null,
      timezone: 'Europe/Paris',
    },
    details: {
      phone: null,
      cancelUrl: null,
      rescheduleUrl: null,
      questionsAndAnswers: [],
      tracking: untracked,
      payment: null,
    },
    cancellation: null,
    rescheduledAway: false,
    replaces: null,
    replacedBy: null,
    ...rest,
  };
}

/** The key of the booking of that name. */
export function keyOf(name: string): BookingKey {
  return bookingKey(`EV-${name}`, `IN-${name}`);
}

export function aMeeting(start: string): Meeting {
  const startTime = new Date(start);
  const endTime = new Date(startTime.getTime() + 30 * 60_000);
  return { name: '30 Minute Meeting', startTime, endTime, hosts: [] };
}

export function instant(text: string): PreciseInstant {
  const precise = preciseInstant(text);
  if (precise === null) throw new RangeError(`${text} is no instant.`);
  return precise;
}

function timesOf(at: string | null = '2026-01-02T09:00:00Z', bookedAt?: string): FactTimes {
  const reported = at === null ? null : instant(at);
  return {
    occurredAt: reported,
    reportedAt: reported,
    eventUpdatedAt: reported,
    inviteeCreatedAt: reported && instant(bookedAt ?? '2026-01-02T09:00:00Z'),
    inviteeUpdatedAt: reported,
  };
}

function nameOf(of: string): string {
  return of.charAt(0).toUpperCase() + of.slice(1);
}
