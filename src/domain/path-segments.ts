import { bounds } from './bounds.ts';

/**
 * The segments of a URI, its scheme and host included, without a query, a fragment or one final slash. Empty for a URI
 * that is longer than any of Calendly's.
 */
export function pathSegments(uri: string): string[] {
  if (uri.length > bounds.uri.value) return [];
  const end = uri.search(/[?#]/);
  const segments = (end === -1 ? uri : uri.slice(0, end)).split('/');
  return segments.at(-1) === '' ? segments.slice(0, -1) : segments;
}
