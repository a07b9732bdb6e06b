/** A link as it came from outside, if it is one a page may offer: http or https, nothing that could run. */
export function webLink(link: string | null): string | null {
  if (link === null || !URL.canParse(link)) return null;
  return ['http:', 'https:'].includes(new URL(link).protocol) ? link : null;
}
