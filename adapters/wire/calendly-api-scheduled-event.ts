import { z } from 'zod';
import { CalendlyText, OptionalCalendlyText } from './calendly-text.ts';
import { CalendlyLocation, CalendlyScheduledEvent } from './calendly-v2-webhook.ts';

const Counter = z
  .object({ total: z.number(), active: z.number(), limit: z.number() })
  .nullable()
  .catch(null);

/** `status` is the state of a conference's link: `initiated`, `processing`, `pushed` or `failed`. */
const ApiLocation = CalendlyLocation.unwrap()
  .unwrap()
  .unwrap()
  .extend({ status: OptionalCalendlyText })
  .nullish()
  .catch(undefined);

/** A meeting as the API answers it (`GET /scheduled_events`): as in webhooks, with its own URI. */
export const CalendlyApiScheduledEvent = CalendlyScheduledEvent.extend({
  uri: CalendlyText,
  status: OptionalCalendlyText,
  created_at: OptionalCalendlyText,
  event_type: OptionalCalendlyText,
  invitees_counter: Counter,
  location: ApiLocation,
});
export type CalendlyApiScheduledEvent = z.infer<typeof CalendlyApiScheduledEvent>;
