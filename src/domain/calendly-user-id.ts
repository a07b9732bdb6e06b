const lastSegment = /([^/?#]+)\/?(?:[?#].*)?$/;

/**
 * What identifies a user of Calendly: the last path segment of the user's URI. Calendly's own samples name different
 * hosts for one user (`api.calendly.com`, `calendly.com`), so the host is not part of it.
 */
export function calendlyUserId(userUri: string): string {
  return lastSegment.exec(userUri)?.[1] ?? userUri;
}
