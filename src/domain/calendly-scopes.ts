/** The scopes that a person who connects is asked for. The last one may be missing: routing forms are an extra. */
export const wantedScopes = [
  'users:read',
  'scheduled_events:read',
  'webhooks:write',
  'routing_forms:read',
] as const;

/** The scopes without which nothing works. */
const neededScopes: readonly string[] = wantedScopes.slice(0, 3);

/** The scope that routing forms need. */
export const routingFormScope = 'routing_forms:read';

/**
 * The needed scopes that a grant lacks. `:write` includes `:read` (Calendly's docs, "Scopes"). Applications from before
 * scopes get `default`, which is full access. Null, where Calendly does not say, is full access too.
 */
export function missingScopes(granted: readonly string[] | null): string[] {
  return neededScopes.filter((scope) => !includesScope(granted, scope));
}

/** True when a grant holds a scope, as far as the grant says. */
export function includesScope(granted: readonly string[] | null, scope: string): boolean {
  if (granted === null || granted.includes('default')) return true;
  return granted.includes(scope) || granted.includes(scope.replace(/:read$/, ':write'));
}
