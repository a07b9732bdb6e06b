/** The facts about the service that the console's page has before a person signs in. */
export interface PageFacts {
  development: boolean;
  /** The claims of a token that name its organization and its role. */
  organizationClaim: string;
  roleClaim: string;
}

/** The facts as the content of a `meta` element. No character of theirs can end it. */
export function pageFactsContent(facts: PageFacts): string {
  return encodeURIComponent(JSON.stringify(facts));
}

/** Reads the facts of a page. A page without any belongs to a service in production with the usual claims. */
export function readPageFacts(content: string | undefined): PageFacts {
  const usual = { development: false, organizationClaim: 'org', roleClaim: 'role' };
  try {
    return { ...usual, ...(JSON.parse(decodeURIComponent(content ?? '')) as Partial<PageFacts>) };
  } catch {
    return usual;
  }
}
