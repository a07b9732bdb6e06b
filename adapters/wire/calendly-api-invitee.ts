import type { z } from 'zod';
import { CalendlyText, OptionalCalendlyText } from './calendly-text.ts';
import { CalendlyInvitee } from './calendly-v2-webhook.ts';

/** An invitee as the API answers it (`GET /scheduled_events/{uuid}/invitees`): as in webhooks, without its meeting. */
export const CalendlyApiInvitee = CalendlyInvitee.extend({
  uri: CalendlyText,
  event: OptionalCalendlyText,
  routing_form_submission: OptionalCalendlyText,
});
export type CalendlyApiInvitee = z.infer<typeof CalendlyApiInvitee>;
