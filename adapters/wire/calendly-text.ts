import { z } from 'zod';

/** Longer than anybody's name, answer or reason; a page of a hundred of them can still be shown. Code units. */
const longest = 10_000;
const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Text without what PostgreSQL cannot keep, although JSON can say it: NUL characters go, halves of surrogate pairs
 * become U+FFFD.
 */
export const StorableText = z.string().transform(storable);

/** Text that Calendly tells: storable, and cut, with an ellipsis for a mark, where it is too long to be shown. */
export const CalendlyText = z.string().transform(showable);

/**
 * Text that may be missing. What is absent, null, blank or of another type counts as not told, so that a field that
 * changes its type tomorrow costs that field and not the booking.
 */
export const OptionalCalendlyText = z
  .string()
  .nullish()
  .transform((text) => {
    const told = showable(text ?? '');
    return told.trim() === '' ? null : told;
  })
  .catch(null);

/** Text kept to the letter, for what is rejected rather than repaired. Null for what is no text. */
export const RawCalendlyText = z.string().nullish().default(null).catch(null);

function storable(text: string): string {
  const kept = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return kept.toWellFormed();
}

function showable(text: string): string {
  const kept = storable(text);
  return kept.length <= longest ? kept : `${kept.slice(0, endOf(kept))}…`.toWellFormed();
}

/** Where the last whole character ends; anywhere, where one character is nearly all of it. */
function endOf(text: string): number {
  const start = text.slice(0, longest);
  const last = characters.segment(start).containing(longest - 1)?.index ?? 0;
  return last > longest / 2 ? last : longest - 1;
}
