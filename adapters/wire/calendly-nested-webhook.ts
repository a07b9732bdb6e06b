import { z } from 'zod';
import { OptionalCalendlyName } from './calendly-text.ts';
import { CalendlyInvitee, CalendlyScheduledEvent } from './calendly-v2-webhook.ts';

/**
 * The shape of older integration guides: `payload.event` and `payload.invitee` side by side, with the names and URIs of
 * today. Calendly does not send it; what is told beside the two is read as the invitee's.
 */
export const CalendlyNestedWebhook = z.object({
  created_at: OptionalCalendlyName,
  payload: CalendlyInvitee.extend({
    event: CalendlyScheduledEvent,
    invitee: CalendlyInvitee,
  }),
});
