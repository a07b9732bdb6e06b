/** What the console's page knows of the service before anybody is signed in. */
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

/** The facts of a page; of one that carries none, those of a service in production with the usual claims. */
export function readPageFacts(content: string | undefined): PageFacts {
  const usual = { development: false, organizationClaim: 'org', roleClaim: 'role' };
  try {
    return { ...usual, ...(JSON.parse(decodeURIComponent(content ?? '')) as Partial<PageFacts>) };
  } catch {
    return usual;
  }
}
