import { z } from 'zod';
import { OptionalCalendlyText, RawCalendlyText } from './calendly-text.ts';
import { CalendlyPayment, CalendlyQuestions, CalendlyTracking } from './calendly-v2-webhook.ts';

const OptionalFlag = z.boolean().nullable().catch(null);

/** The other half of a reschedule: an object with its id, or the id alone. */
const Reference = z
  .union([z.string(), z.object({ uuid: z.string() }).transform(({ uuid }) => uuid)])
  .nullable()
  .catch(null)
  .transform((id) => OptionalCalendlyText.parse(id));

const Assigned = z.object({
  name: OptionalCalendlyText,
  email: OptionalCalendlyText,
  primary: OptionalFlag,
});

/** A delivery as Calendly's API v1 sent it until 2025: bare ids, times with offsets, no signature. */
export const CalendlyV1Webhook = z.object({
  time: OptionalCalendlyText,
  payload: z.object({
    event_type: z
      .object({
        name: OptionalCalendlyText,
        owner: z
          .object({ type: OptionalCalendlyText, uuid: OptionalCalendlyText })
          .nullable()
          .catch(null),
      })
      .nullable()
      .catch(null),
    event: z.object({
      uuid: OptionalCalendlyText,
      start_time: OptionalCalendlyText,
      end_time: OptionalCalendlyText,
      location: OptionalCalendlyText,
      extended_assigned_to: z.array(Assigned.nullable().catch(null)).catch([]),
      canceled_at: OptionalCalendlyText,
      canceler_name: OptionalCalendlyText,
      cancel_reason: OptionalCalendlyText,
    }),
    invitee: z.object({
      uuid: OptionalCalendlyText,
      email: RawCalendlyText,
      name: OptionalCalendlyText,
      first_name: OptionalCalendlyText,
      last_name: OptionalCalendlyText,
      timezone: OptionalCalendlyText,
      text_reminder_number: OptionalCalendlyText,
      created_at: OptionalCalendlyText,
      is_reschedule: OptionalFlag,
      payments: z.array(CalendlyPayment).catch([]),
      canceled: OptionalFlag,
      canceled_at: OptionalCalendlyText,
      canceler_name: OptionalCalendlyText,
      cancel_reason: OptionalCalendlyText,
    }),
    questions_and_answers: CalendlyQuestions,
    tracking: CalendlyTracking,
    old_event: Reference,
    old_invitee: Reference,
    new_event: Reference,
    new_invitee: Reference,
  }),
});
