import { z } from 'zod';
import { OptionalCalendlyText } from './calendly-text.ts';

/** The next page of a list. `next_page` is a whole URL whose host must not be trusted: go by the token. */
export const CalendlyPagination = z.object({
  next_page: OptionalCalendlyText,
  next_page_token: OptionalCalendlyText,
});

/** A page of a list (Calendly's API, every list). An invalid item is null, so that the others can still be read. */
export function calendlyPage<T extends z.ZodType>(item: T) {
  return z.object({
    collection: z.array(item.nullable().catch(null as never)),
    pagination: CalendlyPagination,
  });
}

/** A single thing (Calendly's API, everything that is no list). */
export function calendlyResource<T extends z.ZodType>(thing: T) {
  return z.object({ resource: thing });
}
