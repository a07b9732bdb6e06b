import { setupI18n } from '@lingui/core';
import type { Catalog } from './catalog.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

export type Locale = 'fr' | 'en';

const storageKey = 'velvena.locale';

/** Plain texts wrapped the way lingui's compiler would, so that no message parser is shipped. */
function compiled(catalog: Catalog): NonNullable<Parameters<typeof i18n.load>[1]> {
  return Object.fromEntries(
    Object.entries(catalog).map(([id, text]) => [id, typeof text === 'string' ? [text] : text]),
  );
}

export function preferredLocale(kept: string | null, languages: readonly string[]): Locale {
  if (kept === 'fr' || kept === 'en') return kept;
  return languages[0]?.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

export function switchLocale(locale: Locale): void {
  i18n.activate(locale);
  document.documentElement.lang = locale;
}

/** Remembers a language chosen by hand; without one the browser's decides. */
export function keepLocale(locale: Locale): void {
  localStorage.setItem(storageKey, locale);
  switchLocale(locale);
}

export const i18n = setupI18n();
i18n.load('en', compiled(en));
i18n.load('fr', compiled(fr));
switchLocale(preferredLocale(localStorage.getItem(storageKey), navigator.languages));
