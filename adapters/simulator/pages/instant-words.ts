import type { Language } from './language.ts';

/** An instant in words, as clocks in a time zone show it. */
export function instantText(instant: string, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  });
  return format.format(new Date(instant));
}
