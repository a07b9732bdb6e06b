/** The console's page about Calendly. */
export const calendlyPage = '/calendly';

/**
 * The address of the console to which a browser goes after consent. `outcome` is `connected` or the code of a problem; it
 * is no secret. The page shows a text for it and removes it from the address.
 */
export function connectOutcomePath(outcome: string): string {
  return `${calendlyPage}?outcome=${encodeURIComponent(outcome)}`;
}

/** The outcome that `connectOutcomePath` put into the query of an address; null when there is none. */
export function connectOutcome(search: string): string | null {
  return new URLSearchParams(search).get('outcome');
}
