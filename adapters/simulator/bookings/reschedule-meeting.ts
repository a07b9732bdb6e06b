import { announceInvitee, enter } from './book-meeting.ts';
import { ActionRefused, type CalendlyWorld } from './calendly-world.ts';
import { type Canceler, cancellationBy, withdraw } from './cancel-meeting.ts';
import type { Invitee } from './invitee.ts';

/**
 * Moves a booking to another start: a new meeting with a new invitee, and two webhooks, one for the canceled booking
 * and one for the new one (Calendly's docs, "See how webhook payloads change when invitees reschedule events").
 * Calendly does not document their order; here the cancellation is first.
 * @throws ActionRefused when it is canceled already
 */
export function rescheduleMeeting(
  world: CalendlyWorld,
  old: Invitee,
  start: string,
  canceler: Canceler,
): Invitee {
  const { directory, ledger } = world;
  const oldEvent = ledger.eventOf(old);
  const type = directory.eventType(oldEvent.eventTypeId);
  if (old.status === 'canceled' || type === undefined)
    throw new ActionRefused('Event is already canceled');
  const guests = oldEvent.guests.map(({ email }) => email);
  const next = enter(world, { type, start, person: old, guests }, old);
  old.replacedBy = { eventId: next.eventId, id: next.id };
  withdraw(world, old, cancellationBy(world, canceler, old.name));
  announceInvitee(world, 'invitee.canceled', old);
  announceInvitee(world, 'invitee.created', next);
  return next;
}
