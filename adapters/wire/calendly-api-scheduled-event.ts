import { z } from 'zod';
import { CalendlyText, OptionalCalendlyText } from './calendly-text.ts';
import { CalendlyScheduledEvent } from './calendly-v2-webhook.ts';

const Counter = z
  .object({ total: z.number(), active: z.number(), limit: z.number() })
  .nullable()
  .catch(null);

/** A meeting as the API tells it (`GET /scheduled_events`): what webhooks tell, and its own URI. */
export const CalendlyApiScheduledEvent = CalendlyScheduledEvent.extend({
  uri: CalendlyText,
  status: OptionalCalendlyText,
  created_at: OptionalCalendlyText,
  event_type: OptionalCalendlyText,
  invitees_counter: Counter,
});
export type CalendlyApiScheduledEvent = z.infer<typeof CalendlyApiScheduledEvent>;
