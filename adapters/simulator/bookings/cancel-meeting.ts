import { announceInvitee } from './book-meeting.ts';
import { ActionRefused, type CalendlyWorld } from './calendly-world.ts';
import type { Invitee } from './invitee.ts';
import type { Cancellation, ScheduledEvent } from './scheduled-event.ts';

export interface Canceler {
  /** The host's name, or null for the invitee. */
  host: string | null;
  reason: string | null;
}

/**
 * Cancels one invitee's booking. A group meeting goes on for the others.
 * @throws ActionRefused when it is canceled already
 */
export function cancelInvitee(world: CalendlyWorld, invitee: Invitee, canceler: Canceler): void {
  if (invitee.status === 'canceled') throw new ActionRefused('Event is already canceled');
  withdraw(world, invitee, cancellationBy(world, canceler, invitee.name));
  announceInvitee(world, 'invitee.canceled', invitee);
}

/**
 * Cancels a meeting for all its invitees, by its host. Each invitee who still comes causes a webhook.
 * @throws ActionRefused when it is canceled already, or over
 */
export function cancelMeeting(
  world: CalendlyWorld,
  event: ScheduledEvent,
  canceler: Canceler,
): Cancellation {
  if (event.status === 'canceled') throw new ActionRefused('Event is already canceled');
  if (event.endTime < world.clock.stamp()) throw new ActionRefused('Event in the past');
  const invitees = world.ledger.activeInviteesOf(event);
  const cancellation = cancellationBy(world, canceler, '');
  for (const invitee of invitees) withdraw(world, invitee, cancellation);
  for (const invitee of invitees) announceInvitee(world, 'invitee.canceled', invitee);
  return cancellation;
}

/** Removes an invitee from a meeting without announcing it. A meeting without invitees is canceled. */
export function withdraw(
  { ledger, clock }: CalendlyWorld,
  invitee: Invitee,
  cancellation: Cancellation,
): void {
  const event = ledger.eventOf(invitee);
  invitee.status = 'canceled';
  invitee.cancellation = cancellation;
  if (ledger.activeInviteesOf(event).length === 0) {
    event.status = 'canceled';
    event.cancellation = cancellation;
  }
  event.updatedAt = clock.stamp();
  invitee.updatedAt = clock.stamp();
}

export function cancellationBy(
  { clock }: CalendlyWorld,
  { host, reason }: Canceler,
  inviteeName: string,
): Cancellation {
  return {
    canceledBy: host ?? inviteeName,
    reason,
    cancelerType: host === null ? 'invitee' : 'host',
    createdAt: clock.stamp(),
  };
}
