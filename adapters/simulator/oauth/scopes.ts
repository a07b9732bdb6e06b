/** Calendly's scopes (Calendly's docs, "Scopes"). */
export const allScopes = [
  'activity_log:read',
  'availability:read',
  'availability:write',
  'contacts:read',
  'contacts:write',
  'data_compliance:write',
  'event_types:read',
  'event_types:write',
  'groups:read',
  'locations:read',
  'meeting_recaps:read',
  'meeting_recaps:write',
  'organizations:read',
  'organizations:write',
  'outgoing_communications:read',
  'routing_forms:read',
  'scheduled_events:read',
  'scheduled_events:write',
  'scheduling_links:write',
  'shares:write',
  'users:read',
  'webhooks:read',
  'webhooks:write',
] as const;

/** The scope of apps that are older than scopes. It allows everything. */
export const legacyScope = 'default';

/** True when a granted `scope` includes the needed one. `:write` includes `:read`. */
export function allows(granted: string, needed: string): boolean {
  const held = granted.split(' ');
  const writing = needed.replace(/:read$/, ':write');
  return held.includes(legacyScope) || held.includes(needed) || held.includes(writing);
}

/** The requested scopes. Null when one of them is unknown. */
export function readScopes(text: string): string[] | null {
  const asked = text.split(' ').filter((word) => word !== '');
  const known: readonly string[] = [...allScopes, legacyScope];
  return asked.every((scope) => known.includes(scope)) ? asked : null;
}
