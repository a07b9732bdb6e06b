import { z } from 'zod';
import { OptionalCalendlyName } from './calendly-text.ts';
import { CalendlyInvitee, CalendlyScheduledEvent } from './calendly-v2-webhook.ts';

/**
 * The shape of older integration guides: `payload.event` and `payload.invitee` side by side, with the names and URIs of
 * today. Calendly does not send it. Other fields beside the two are read as the invitee's.
 */
export const CalendlyNestedWebhook = z.object({
  created_at: OptionalCalendlyName,
  payload: CalendlyInvitee.extend({
    event: CalendlyScheduledEvent,
    invitee: CalendlyInvitee,
  }),
});
