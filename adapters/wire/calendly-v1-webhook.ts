import { z } from 'zod';
import { boundedList } from './bounded-list.ts';
import {
  OptionalCalendlyEmail,
  OptionalCalendlyName,
  OptionalCalendlyText,
} from './calendly-text.ts';
import { CalendlyPayment, CalendlyQuestions, CalendlyTracking } from './calendly-v2-webhook.ts';

const OptionalFlag = z.boolean().nullable().catch(null);

/** The other half of a reschedule: an object with its id, or the id alone. */
const Reference = z
  .union([z.string(), z.object({ uuid: z.string() }).transform(({ uuid }) => uuid)])
  .nullable()
  .catch(null)
  .transform((id) => OptionalCalendlyName.parse(id));

const Assigned = z.object({
  name: OptionalCalendlyName,
  email: OptionalCalendlyEmail,
  primary: OptionalFlag,
});

/** A delivery as Calendly's API v1 sent it until 2025: bare ids, times with offsets, no signature. */
export const CalendlyV1Webhook = z.object({
  time: OptionalCalendlyName,
  payload: z.object({
    event_type: z
      .object({
        name: OptionalCalendlyName,
        owner: z
          .object({ type: OptionalCalendlyName, uuid: OptionalCalendlyName })
          .nullable()
          .catch(null),
      })
      .nullable()
      .catch(null),
    event: z.object({
      uuid: OptionalCalendlyName,
      start_time: OptionalCalendlyName,
      end_time: OptionalCalendlyName,
      location: OptionalCalendlyText,
      extended_assigned_to: boundedList(Assigned),
      canceled_at: OptionalCalendlyName,
      canceler_name: OptionalCalendlyName,
      cancel_reason: OptionalCalendlyText,
    }),
    invitee: z.object({
      uuid: OptionalCalendlyName,
      email: OptionalCalendlyEmail,
      name: OptionalCalendlyName,
      first_name: OptionalCalendlyName,
      last_name: OptionalCalendlyName,
      timezone: OptionalCalendlyName,
      text_reminder_number: OptionalCalendlyName,
      created_at: OptionalCalendlyName,
      is_reschedule: OptionalFlag,
      payments: boundedList(CalendlyPayment),
      canceled: OptionalFlag,
      canceled_at: OptionalCalendlyName,
      canceler_name: OptionalCalendlyName,
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
