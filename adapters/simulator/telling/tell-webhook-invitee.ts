import type { CalendlyWorld } from '../bookings/calendly-world.ts';
import type { Invitee } from '../bookings/invitee.ts';
import { tellInvitee } from './tell-invitee.ts';
import { tellScheduledEvent } from './tell-scheduled-event.ts';

/** The payload of a webhook about an invitee: what the API tells of it, and its meeting. */
export function tellWebhookInvitee(world: CalendlyWorld, invitee: Invitee): object {
  const event = world.ledger.eventOf(invitee);
  return { ...tellInvitee(world, invitee), scheduled_event: tellScheduledEvent(world, event) };
}
