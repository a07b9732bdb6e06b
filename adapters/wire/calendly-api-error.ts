import { z } from 'zod';
import { boundedList } from './bounded-list.ts';
import { OptionalCalendlyName, OptionalCalendlyText } from './calendly-text.ts';

const Detail = z.object({ parameter: OptionalCalendlyText, message: OptionalCalendlyText });

/**
 * A refusal of Calendly's API. Go by the status and `title`: Calendly has changed the text of `message`. `required_scopes`
 * comes with the title `Insufficient scope`.
 */
export const CalendlyApiError = z.object({
  title: OptionalCalendlyText,
  message: OptionalCalendlyText,
  details: boundedList(Detail),
  required_scopes: boundedList(OptionalCalendlyName).transform((all) =>
    all.filter((one) => one !== null),
  ),
});
export type CalendlyApiError = z.infer<typeof CalendlyApiError>;

/** A refusal of the OAuth endpoints (RFC 6749, section 5.2). */
export const CalendlyApiOauthError = z.object({
  error: OptionalCalendlyText,
  error_description: OptionalCalendlyText,
});
export type CalendlyApiOauthError = z.infer<typeof CalendlyApiOauthError>;
