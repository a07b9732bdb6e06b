/** The console's page about Calendly. */
export const calendlyPage = '/calendly';

/**
 * Where a browser goes after consent. `outcome` is `connected`, or the code of what went wrong; the address holds nothing
 * that is secret, and the page says it in words and takes it off the address.
 */
export function connectOutcomePath(outcome: string): string {
  return `${calendlyPage}?outcome=${encodeURIComponent(outcome)}`;
}

/** What `connectOutcomePath` put into the query of an address; null when nothing. */
export function connectOutcome(search: string): string | null {
  return new URLSearchParams(search).get('outcome');
}
