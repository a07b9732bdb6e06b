import { z } from 'zod';
import { CalendlyText, OptionalCalendlyText } from './calendly-text.ts';

/**
 * A webhook subscription (`GET /webhook_subscriptions`). `state` is `active` or `disabled`. The signing key is never in
 * it. `retry_started_at` is when Calendly last began to retry; it stays after a success.
 */
export const CalendlyApiWebhookSubscription = z.object({
  uri: CalendlyText,
  callback_url: CalendlyText,
  state: OptionalCalendlyText,
  events: z.array(CalendlyText).catch([]),
  scope: OptionalCalendlyText,
  organization: OptionalCalendlyText,
  user: OptionalCalendlyText,
  creator: OptionalCalendlyText,
  retry_started_at: OptionalCalendlyText,
  created_at: OptionalCalendlyText,
  updated_at: OptionalCalendlyText,
});
export type CalendlyApiWebhookSubscription = z.infer<typeof CalendlyApiWebhookSubscription>;

/** The body of `POST /webhook_subscriptions`. `user` goes with the scope `user`, `group` with `group`. */
export const CalendlyApiNewWebhookSubscription = z.object({
  url: z.string(),
  events: z.array(z.string()).min(1),
  organization: z.string(),
  scope: z.enum(['organization', 'user', 'group']),
  user: z.string().optional(),
  group: z.string().optional(),
  signing_key: z.string().optional(),
});
export type CalendlyApiNewWebhookSubscription = z.infer<typeof CalendlyApiNewWebhookSubscription>;
