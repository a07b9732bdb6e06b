import type { EventType } from '../people/event-type.ts';
import { renderWebhookInvitee } from '../rendering/render-webhook-invitee.ts';
import { ActionRefused, type CalendlyWorld } from './calendly-world.ts';
import type { Invitee } from './invitee.ts';
import { newInvitee, newScheduledEvent, type Person } from './new-meeting.ts';
import type { ScheduledEvent } from './scheduled-event.ts';
import { firstAtOrAfter, sortKey } from './sorted-events.ts';
import { announceSubmission } from './submit-routing-form.ts';

export interface Booking {
  type: EventType;
  start: string;
  person: Person;
  guests?: readonly string[] | undefined;
}

/**
 * Books a meeting and announces it. A group meeting with that start is joined. With several hosts either all of them
 * come, or one in turn.
 * @throws ActionRefused when the group is full
 */
export function bookMeeting(world: CalendlyWorld, booking: Booking): Invitee {
  const invitee = enter(world, booking, null);
  announceInvitee(world, 'invitee.created', invitee);
  announceSubmission(world, invitee);
  return invitee;
}

/** Adds a booking to the ledger without announcing it. */
export function enter(world: CalendlyWorld, booking: Booking, replaces: Invitee | null): Invitee {
  const { ledger, clock, ids } = world;
  const joined = openGroup(world, booking);
  const event = joined ?? newEvent(world, booking);
  const entry = { id: ids.next('invitee'), createdAt: clock.stamp(), replaces };
  const invitee = newInvitee(event, booking.person, entry);
  ledger.addInvitee(invitee);
  if (joined) joined.updatedAt = clock.stamp();
  return invitee;
}

export function announceInvitee(world: CalendlyWorld, event: string, invitee: Invitee): void {
  const { organizationId, hostIds } = world.ledger.eventOf(invitee);
  const payload = renderWebhookInvitee(world, invitee);
  world.announce({ event, organizationId, hostIds, payload });
}

function openGroup({ ledger }: CalendlyWorld, { type, start }: Booking): ScheduledEvent | null {
  if (type.limit === 1) return null;
  const rows = ledger.ofHost(type.hostIds[0] ?? '');
  for (let at = firstAtOrAfter(rows, sortKey, start); rows[at]?.startTime === start; at += 1) {
    const event = rows[at] as ScheduledEvent;
    if (event.eventTypeId !== type.id || event.status !== 'active') continue;
    if (ledger.activeInviteesOf(event).length >= type.limit)
      throw new ActionRefused('Event is full');
    return event;
  }
  return null;
}

function newEvent(world: CalendlyWorld, { type, start, person, guests }: Booking): ScheduledEvent {
  const { ids, clock } = world;
  const when = { id: ids.next('scheduled-event'), start, createdAt: clock.stamp() };
  const whom = { hostIds: hostsFor(world, type), person, guests: guests ?? [] };
  const event = newScheduledEvent(type, when, whom);
  world.ledger.addEvent(event);
  return event;
}

/** Takes turns: the host with the fewest meetings is next. */
function hostsFor({ ledger }: CalendlyWorld, { pooling, hostIds }: EventType): readonly string[] {
  if (pooling !== 'round_robin') return hostIds;
  const load = (id: string) => ledger.ofHost(id).length;
  return hostIds.toSorted((one, other) => load(one) - load(other)).slice(0, 1);
}
