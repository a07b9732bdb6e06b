import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { aBooking } from './a-booking.ts';
import { aCancellation } from './a-cancellation.ts';
import { keyOf } from './a-fact.ts';

export interface RescheduleOptions {
  of: string;
  /** The name of the booking that goes. */
  from?: string;
  /** The name of the booking that takes its place. */
  to: string;
  at?: string;
  start?: string;
}

/** The two deliveries of a reschedule: the old booking's cancellation, and the new booking. */
export function aReschedule({
  of,
  from = of,
  to,
  at = '2026-01-03T09:00:00Z',
  start = '2026-01-06T10:00:00Z',
}: RescheduleOptions): { away: InviteeFact; anew: InviteeFact } {
  return {
    away: aCancellation({
      of,
      booking: from,
      at,
      rescheduledAway: true,
      replacedBy: keyOf(to),
    }),
    anew: aBooking({ of, booking: to, at, bookedAt: at, start, replaces: keyOf(from) }),
  };
}
