import { z } from 'zod';
import { OptionalCalendlyText } from './calendly-text.ts';

const Seconds = z.number().nullable().catch(null);

/**
 * The answer of the token endpoint (Calendly's docs, "Get Access Token"). `owner` and `organization` are URIs;
 * `created_at` is in Unix seconds. `scope` has the granted scopes, which may be fewer than requested.
 */
export const CalendlyApiToken = z.object({
  access_token: z.string().min(1),
  refresh_token: OptionalCalendlyText,
  scope: OptionalCalendlyText,
  created_at: Seconds,
  expires_in: Seconds,
  owner: OptionalCalendlyText,
  organization: OptionalCalendlyText,
});
export type CalendlyApiToken = z.infer<typeof CalendlyApiToken>;

/** The answer of introspection. `exp` and `iat` are in Unix seconds. */
export const CalendlyApiIntrospection = z.object({
  active: z.boolean(),
  scope: OptionalCalendlyText,
  client_id: OptionalCalendlyText,
  exp: Seconds,
  iat: Seconds,
  owner: OptionalCalendlyText,
  organization: OptionalCalendlyText,
});
export type CalendlyApiIntrospection = z.infer<typeof CalendlyApiIntrospection>;
