import type { Context } from 'koa';
import { en, type TextKey } from './en.ts';
import { fr } from './fr.ts';

/** A catalog may lack a text: the English one is used then. */
const catalogs: Record<'en' | 'fr', Partial<Record<TextKey, string>>> = { en, fr };

export type Language = keyof typeof catalogs;

export type Facts = Record<string, string | number>;

/** The reader's preferred language among the catalogs; English when the request names none. */
export function languageOf(ctx: Context): Language {
  const best = ctx.acceptsLanguages(['en', 'fr']);
  return best === 'fr' ? 'fr' : 'en';
}

/** The text of a problem in a language, with its facts filled in. */
export function problemText(language: Language, key: TextKey, facts: Facts = {}): string {
  const text = catalogs[language][key] ?? en[key];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
}
