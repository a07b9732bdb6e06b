import type { Language } from './language.ts';

/** An instant as text, in a time zone. */
export function instantText(instant: string, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  });
  return format.format(new Date(instant));
}
