import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { aFact, type FactOptions } from './a-fact.ts';

/** A booking, as its own delivery reports it. */
export function aBooking(options: FactOptions): InviteeFact {
  return aFact('booked', options);
}

/** The `invitee.rescheduled` of old guides: the same booking at another time. */
export function aMove(options: FactOptions & { start: string }): InviteeFact {
  return aFact('moved', { at: '2026-01-03T09:00:00Z', ...options });
}
