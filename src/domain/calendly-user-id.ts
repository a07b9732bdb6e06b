import { pathSegments } from './path-segments.ts';

/**
 * Identifies a Calendly user by the last path segment of the user's URI. The host is not part of the id, because
 * Calendly's own samples name different hosts for one user (`api.calendly.com`, `calendly.com`).
 */
export function calendlyUserId(userUri: string): string {
  return pathSegments(userUri).at(-1) || userUri;
}
