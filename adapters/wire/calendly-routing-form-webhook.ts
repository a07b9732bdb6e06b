import { z } from 'zod';
import { boundedList } from './bounded-list.ts';
import {
  OptionalCalendlyName,
  OptionalCalendlyText,
  OptionalCalendlyUri,
} from './calendly-text.ts';
import { CalendlyTracking } from './calendly-v2-webhook.ts';

const Answer = z.object({ question: OptionalCalendlyText, answer: OptionalCalendlyText });

/** A filled-in routing form (Calendly's docs, "Routing form submission"). `submitter` is an invitee's URI once it booked. */
export const CalendlyRoutingFormWebhook = z.object({
  created_at: OptionalCalendlyName,
  payload: z.object({
    uri: OptionalCalendlyUri,
    submitter: OptionalCalendlyUri,
    questions_and_answers: boundedList(Answer),
    tracking: CalendlyTracking,
    created_at: OptionalCalendlyName,
    updated_at: OptionalCalendlyName,
  }),
});
