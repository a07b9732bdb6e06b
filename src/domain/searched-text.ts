import { type Prospect, shownFields } from './prospect.ts';

/** The text in which a search finds a prospect: the shown name and the e-mail address. */
export function searchedText(prospect: Prospect): string {
  return comparableText(`${shownFields(prospect).name} ${prospect.email}`);
}

/**
 * A text as searches compare it: composed characters (NFC), in lower case by JavaScript's rules. A database has rules
 * of its own, which depend on how it was created.
 */
export function comparableText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
