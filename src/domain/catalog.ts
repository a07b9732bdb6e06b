/** Texts by language. A catalog may lack a language: English stands in. */
export type Catalog<Texts> = { en: Texts } & Partial<Record<string, Texts>>;

export function textsIn<Texts>(catalog: Catalog<Texts>, language: string): Texts {
  return catalog[language] ?? catalog.en;
}
