import { z } from 'zod';
import { boundedList } from './bounded-list.ts';
import {
  CalendlyText,
  OptionalCalendlyEmail,
  OptionalCalendlyName,
  OptionalCalendlyText,
  OptionalCalendlyUri,
} from './calendly-text.ts';

// Fields that are often absent have a default: `catch` alone would work too, but zod describes each failure at length first.

/** Instants stay text here: they carry microseconds, or an offset, or nonsense. */
const OptionalInstant = OptionalCalendlyName;

export const CalendlyQuestion = z.object({
  question: CalendlyText.catch(''),
  answer: CalendlyText.catch(''),
  position: z.int().nullable().default(null).catch(null),
});

export const CalendlyQuestions = boundedList(CalendlyQuestion);

export const CalendlyTracking = z
  .object({
    utm_campaign: OptionalCalendlyText,
    utm_source: OptionalCalendlyText,
    utm_medium: OptionalCalendlyText,
    utm_content: OptionalCalendlyText,
    utm_term: OptionalCalendlyText,
    salesforce_uuid: OptionalCalendlyText,
  })
  .nullable()
  .default(null)
  .catch(null);

/** `amount` is a number in deliveries and a string in Calendly's OpenAPI description. */
export const CalendlyPayment = z
  .object({
    provider: CalendlyText,
    amount: z.union([
      z.number(),
      z
        .string()
        .regex(/^-?\d{1,15}(\.\d{1,15})?$/)
        .transform(Number),
    ]),
    currency: CalendlyText,
    successful: z.boolean().catch(false),
  })
  .nullable()
  .default(null)
  .catch(null);

/** `created_at` is missing in deliveries from before 2024. */
export const CalendlyCancellation = z
  .object({
    canceled_by: OptionalCalendlyName,
    canceler_type: z.enum(['host', 'invitee']).nullable().catch(null),
    reason: OptionalCalendlyText,
    created_at: OptionalInstant,
  })
  .nullable()
  .default(null)
  .catch(null);

/** Absent means not reported; null means that the meeting has none. */
export const CalendlyLocation = z
  .object({
    type: CalendlyText,
    location: OptionalCalendlyText,
    additional_info: OptionalCalendlyText,
    join_url: OptionalCalendlyUri,
  })
  .nullish()
  .catch(undefined);

const Membership = z.object({
  user: OptionalCalendlyUri,
  user_name: OptionalCalendlyName,
  user_email: OptionalCalendlyEmail,
});

export const CalendlyScheduledEvent = z.object({
  name: OptionalCalendlyName,
  start_time: OptionalInstant,
  end_time: OptionalInstant,
  updated_at: OptionalInstant,
  location: CalendlyLocation,
  event_memberships: boundedList(Membership),
  cancellation: CalendlyCancellation,
});
export type CalendlyScheduledEvent = z.infer<typeof CalendlyScheduledEvent>;

/** An invitee in a webhook (Calendly's docs, "Webhook payload"). */
export const CalendlyInvitee = z.object({
  uri: OptionalCalendlyUri,
  email: OptionalCalendlyEmail,
  name: OptionalCalendlyName,
  first_name: OptionalCalendlyName,
  last_name: OptionalCalendlyName,
  timezone: OptionalCalendlyName,
  status: OptionalCalendlyName,
  /** Deliveries of older years have this instead of `status`. */
  canceled: z.boolean().nullable().default(null).catch(null),
  cancellation: CalendlyCancellation,
  created_at: OptionalInstant,
  updated_at: OptionalInstant,
  text_reminder_number: OptionalCalendlyName,
  questions_and_answers: CalendlyQuestions,
  tracking: CalendlyTracking,
  payment: CalendlyPayment,
  cancel_url: OptionalCalendlyUri,
  reschedule_url: OptionalCalendlyUri,
  rescheduled: z.boolean().nullable().default(null).catch(null),
  old_invitee: OptionalCalendlyUri,
  new_invitee: OptionalCalendlyUri,
  /** Absent means not reported; null means that the invitee is not marked. */
  no_show: z.object({ created_at: OptionalInstant }).nullish().catch(undefined),
});
export type CalendlyInvitee = z.infer<typeof CalendlyInvitee>;

/** The fields of every delivery around its payload. */
export const CalendlyEnvelope = z.object({
  event: CalendlyText,
  created_by: OptionalCalendlyUri,
  payload: z.unknown().optional(),
});

/** A delivery about an invitee as Calendly sends it today. `payload.event` is a URI. */
export const CalendlyV2Webhook = z.object({
  created_at: OptionalInstant,
  payload: CalendlyInvitee.extend({
    /** Missing in deliveries from before 2024. */
    scheduled_event: CalendlyScheduledEvent.nullish(),
  }),
});
