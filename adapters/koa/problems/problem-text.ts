import type { Context } from 'koa';
import { en, type TextKey } from './en.ts';
import { fr } from './fr.ts';

/** A catalog may lack words: those in English stand in. */
const catalogs: Record<'en' | 'fr', Partial<Record<TextKey, string>>> = { en, fr };

export type Language = keyof typeof catalogs;

export type Facts = Record<string, string | number>;

/** The language of the catalogs that the reader likes best; English where they do not say. */
export function languageOf(ctx: Context): Language {
  const best = ctx.acceptsLanguages(['en', 'fr']);
  return best === 'fr' ? 'fr' : 'en';
}

/** The words of a problem in a language, with its facts put in. */
export function problemText(language: Language, key: TextKey, facts: Facts = {}): string {
  const words = catalogs[language][key] ?? en[key];
  return words.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
}
