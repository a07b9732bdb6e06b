import { z } from 'zod';
import { bounds } from '../../src/domain/bounds.ts';

/** Longer than families of emoji, which are the longest that people use. UTF-16 units. */
const longestCharacter = 64;
const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Text without what PostgreSQL cannot keep, although JSON can say it: NUL characters go, halves of surrogate pairs
 * become U+FFFD.
 */
export const StorableText = z.string().transform(storable);

/** Text that Calendly reports: storable, and cut, with an ellipsis for a mark, where it is too long to be shown. */
export const CalendlyText = z.string().transform((text) => shownText(text, bounds.text.value));

/**
 * Text that may be missing. What is absent, null, blank or of another type counts as not reported, so that a field that
 * changes its type tomorrow costs that field and not the booking.
 */
export const OptionalCalendlyText = optionalText((text) => shownText(text, bounds.text.value));

/** The same, of a person or a thing: what is shown in one line. */
export const OptionalCalendlyName = optionalText((text) => shownText(text, bounds.name.value));

/** An address of mail, to the letter: what would have to be repaired could end up being somebody else's. */
export const OptionalCalendlyEmail = optionalText(
  (text) => within(text, bounds.emailAddress.value) && text,
);

/** A URI. It leads to one place or to none, so that one which is too long is not cut. */
export const OptionalCalendlyUri = optionalText(
  (text) => within(text, bounds.uri.value) && storable(text),
);

/** Storable text of at most `longest` UTF-16 units. What is longer is cut between two characters, and ends with `…`. */
export function shownText(text: string, longest: number): string {
  const kept = storable(text);
  return kept.length <= longest ? kept : `${kept.slice(0, endOf(kept, longest))}…`.toWellFormed();
}

/** `read` is given what is text; what it answers counts as not reported where it is false or blank. */
function optionalText(read: (text: string) => string | false) {
  return z
    .string()
    .nullish()
    .transform((text) => {
      const told = read(text ?? '');
      return told === false || told.trim() === '' ? null : told;
    })
    .catch(null);
}

function within(text: string, longest: number): boolean {
  return text.length <= longest;
}

function storable(text: string): string {
  const kept = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return kept.toWellFormed();
}

/** Where the last whole character ends; anywhere, where one character is nearly all of it. */
function endOf(text: string, longest: number): number {
  // With what follows: half of a character would count as one.
  const start = text.slice(0, longest + longestCharacter);
  const last = characters.segment(start).containing(longest - 1)?.index ?? 0;
  return last > longest / 2 ? last : longest - 1;
}
