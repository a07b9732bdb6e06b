import { z } from 'zod';
import { OptionalCalendlyText, RawCalendlyText } from './calendly-text.ts';
import { CalendlyTracking } from './calendly-v2-webhook.ts';

const Answer = z.object({ question: OptionalCalendlyText, answer: OptionalCalendlyText });

/** A filled-in routing form (Calendly's docs, "Routing form submission"). `submitter` is an invitee's URI once it booked. */
export const CalendlyRoutingFormWebhook = z.object({
  created_at: OptionalCalendlyText,
  payload: z.object({
    uri: RawCalendlyText,
    submitter: OptionalCalendlyText,
    questions_and_answers: z.array(Answer.nullable().catch(null)).catch([]),
    tracking: CalendlyTracking,
    created_at: OptionalCalendlyText,
    updated_at: OptionalCalendlyText,
  }),
});
