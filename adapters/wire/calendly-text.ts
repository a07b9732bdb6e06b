import { z } from 'zod';

/**
 * Text without what PostgreSQL cannot keep, although JSON can say it: NUL characters go, halves of surrogate pairs
 * become U+FFFD.
 */
export const CalendlyText = z
  .string()
  .transform((text) => text.replaceAll('\0', '').toWellFormed());

/**
 * Text that may be missing. What is absent, null, blank or of another type counts as not told, so that a field that
 * changes its type tomorrow costs that field and not the booking.
 */
export const OptionalCalendlyText = z
  .string()
  .nullish()
  .transform((text) => {
    const told = CalendlyText.parse(text ?? '');
    return told.trim() === '' ? null : told;
  })
  .catch(null);

/** Text kept to the letter, for what is rejected rather than repaired. Null for what is no text. */
export const RawCalendlyText = z.string().nullish().default(null).catch(null);
