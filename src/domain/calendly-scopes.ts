/** What is asked of a person who connects, with what it is for. The last one may be missing: forms are an extra. */
export const wantedScopes = [
  'users:read',
  'scheduled_events:read',
  'webhooks:write',
  'routing_forms:read',
] as const;

/** Without these nothing works. */
const neededScopes: readonly string[] = wantedScopes.slice(0, 3);

/** The scope that routing forms need. */
export const routingFormScope = 'routing_forms:read';

/**
 * The needed scopes that a grant does not hold. `:write` includes `:read` (Calendly's docs, "Scopes"); applications from
 * before scopes are granted `default`, which is everything. Null, where Calendly did not say, is everything too.
 */
export function missingScopes(granted: readonly string[] | null): string[] {
  return neededScopes.filter((scope) => !includesScope(granted, scope));
}

/** Whether a grant holds a scope, as far as can be known before it is used. */
export function includesScope(granted: readonly string[] | null, scope: string): boolean {
  if (granted === null || granted.includes('default')) return true;
  return granted.includes(scope) || granted.includes(scope.replace(/:read$/, ':write'));
}
