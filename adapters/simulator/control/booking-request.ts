import { z } from 'zod';
import { readInstant } from '../time/instant-text.ts';

const text = z.string().min(1);
const Instant = z.string().transform((value, context) => {
  const instant = readInstant(value);
  if (instant !== null) return instant;
  context.addIssue('must be an instant in ISO 8601, such as 2026-12-03T10:00Z');
  return z.NEVER;
});

const Tracking = z
  .strictObject({
    utm_campaign: z.string().nullable(),
    utm_source: z.string().nullable(),
    utm_medium: z.string().nullable(),
    utm_content: z.string().nullable(),
    utm_term: z.string().nullable(),
    salesforce_uuid: z.string().nullable(),
  })
  .partial()
  // Removes absent values, so that their fields stay null instead of undefined.
  .transform((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value)));

const Answers = z.array(z.strictObject({ question: text, answer: z.string() }));

const Payment = z.strictObject({
  external_id: text.default('ch_simulated'),
  provider: z.enum(['stripe', 'paypal']).default('stripe'),
  amount: z.number(),
  currency: z.enum(['AUD', 'CAD', 'EUR', 'GBP', 'USD']).default('EUR'),
  terms: z.string().nullable().default(null),
  successful: z.boolean().default(true),
});

/** A booking to make. Without `user` or `eventType`, the first user's first type. Without `start`, in two days. */
export const BookingRequest = z.strictObject({
  email: text,
  name: text.optional(),
  firstName: text.optional(),
  lastName: text.optional(),
  user: text.optional(),
  eventType: text.optional(),
  start: Instant.optional(),
  timezone: z.string().nullable().optional(),
  phone: text.optional(),
  answers: Answers.optional(),
  tracking: Tracking.optional(),
  guests: z.array(text).optional(),
  payment: Payment.optional(),
  /** The id of the routing form's submission that led to it. */
  submission: text.optional(),
});
export type BookingRequest = z.input<typeof BookingRequest>;

const by = z.enum(['invitee', 'host']).default('invitee');
const reason = z.string().max(10_000).nullable().default(null);

/** A host cancels for everybody, an invitee for themselves. */
export const CancelRequest = z.strictObject({ by, reason });
export type CancelRequest = z.input<typeof CancelRequest>;

/** Without `start`, a day later. */
export const RescheduleRequest = z.strictObject({ by, reason, start: Instant.optional() });
export type RescheduleRequest = z.input<typeof RescheduleRequest>;

const Result = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('event_type'), value: z.string() }),
  z.strictObject({ type: z.literal('external_url'), value: z.string() }),
  z.strictObject({
    type: z.literal('custom_message'),
    value: z.strictObject({ headline: z.string(), body: z.string() }),
  }),
]);

/** A routing form to fill in, at the organization of `user`. `email` is the first answer. */
export const FormRequest = z.strictObject({
  email: text,
  user: text.optional(),
  answers: z.array(z.strictObject({ question: text, answer: z.string().nullable() })).default([]),
  tracking: Tracking.optional(),
  result: Result.default({
    type: 'custom_message',
    value: { headline: 'Merci', body: 'Nous vous répondrons.' },
  }),
});
export type FormRequest = z.input<typeof FormRequest>;
