import { z } from 'zod';
import { bounds } from '../../src/domain/bounds.ts';

/** More UTF-16 units than the longest character that people use, an emoji of a family, has. */
const longestCharacter = 64;
const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Text that PostgreSQL can store. NUL characters, which JSON allows, are removed; halves of surrogate pairs become U+FFFD.
 */
export const StorableText = z.string().transform(storable);

/** Text that Calendly reports: storable, and cut with an ellipsis when it is too long to be shown. */
export const CalendlyText = z.string().transform((text) => shownText(text, bounds.text.value));

/**
 * Text that may be missing. A value that is absent, null, blank or of another type counts as not reported. So a field
 * whose type Calendly changes one day is lost, and the booking is not.
 */
export const OptionalCalendlyText = optionalText((text) => shownText(text, bounds.text.value));

/** The name of a person or a thing, which is shown on one line. It may be missing, as {@link OptionalCalendlyText}. */
export const OptionalCalendlyName = optionalText((text) => shownText(text, bounds.name.value));

/** An e-mail address, unchanged: a repaired address could be another person's. */
export const OptionalCalendlyEmail = optionalText(
  (text) => within(text, bounds.emailAddress.value) && text,
);

/** A URI. One that is too long counts as not reported: a cut URI would lead nowhere. */
export const OptionalCalendlyUri = optionalText(
  (text) => within(text, bounds.uri.value) && storable(text),
);

/** Storable text of at most `longest` UTF-16 units. A longer text is cut between two characters, and ends with `…`. */
export function shownText(text: string, longest: number): string {
  const kept = storable(text);
  return kept.length <= longest ? kept : `${kept.slice(0, endOf(kept, longest))}…`.toWellFormed();
}

/** Reads text with `read`. An answer that is false or blank counts as not reported. */
function optionalText(read: (text: string) => string | false) {
  return z
    .string()
    .nullish()
    .transform((text) => {
      const reported = read(text ?? '');
      return reported === false || reported.trim() === '' ? null : reported;
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

/** The end of the last whole character that fits. A text that is nearly one character is cut inside it. */
function endOf(text: string, longest: number): number {
  // The text after the limit is needed: without it, half of a character would count as a whole one.
  const start = text.slice(0, longest + longestCharacter);
  const last = characters.segment(start).containing(longest - 1)?.index ?? 0;
  return last > longest / 2 ? last : longest - 1;
}
