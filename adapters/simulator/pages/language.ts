import type { Call } from '../http/call.ts';

export type Language = 'fr' | 'en';

/** The language chosen on the page (`?lang=`), else the browser's preferred one of the two, else English. */
export function languageOf({ query, headers }: Pick<Call, 'query' | 'headers'>): Language {
  const chosen = query.get('lang');
  if (chosen === 'fr' || chosen === 'en') return chosen;
  const wanted = (headers['accept-language'] ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...rest] = entry.trim().toLowerCase().split(';');
      const quality = rest.map((item) => /^\s*q=([\d.]+)/.exec(item)?.[1]).find(Boolean);
      return { language: tag.slice(0, 2), quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ language }) => language);
  return wanted.find((language) => language === 'fr' || language === 'en') ?? 'en';
}
