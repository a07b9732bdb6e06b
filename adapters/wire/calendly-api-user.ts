import { z } from 'zod';
import { CalendlyText, OptionalCalendlyText } from './calendly-text.ts';

/** A user of Calendly (`GET /users/me`). `current_organization` is a URI. */
export const CalendlyApiUser = z.object({
  uri: CalendlyText,
  name: OptionalCalendlyText,
  email: OptionalCalendlyText,
  timezone: OptionalCalendlyText,
  scheduling_url: OptionalCalendlyText,
  current_organization: OptionalCalendlyText,
});
export type CalendlyApiUser = z.infer<typeof CalendlyApiUser>;
