import { z } from 'zod';
import { CalendlyText, OptionalCalendlyText } from './calendly-text.ts';

/** A no-show mark (`POST /invitee_no_shows`). `invitee` is the URI of the person who did not come. */
export const CalendlyApiNoShow = z.object({
  uri: CalendlyText,
  invitee: CalendlyText,
  created_at: OptionalCalendlyText,
});
export type CalendlyApiNoShow = z.infer<typeof CalendlyApiNoShow>;
