import type { CalendlyWorld } from '../bookings/calendly-world.ts';
import type { Invitee } from '../bookings/invitee.ts';
import { renderInvitee } from './render-invitee.ts';
import { renderScheduledEvent } from './render-scheduled-event.ts';

/** The payload of a webhook about an invitee: the invitee as the API gives it, and the meeting. */
export function renderWebhookInvitee(world: CalendlyWorld, invitee: Invitee): object {
  const event = world.ledger.eventOf(invitee);
  return { ...renderInvitee(world, invitee), scheduled_event: renderScheduledEvent(world, event) };
}
