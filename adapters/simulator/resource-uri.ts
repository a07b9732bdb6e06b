const api = 'https://api.calendly.com';

/**
 * The URIs of things are Calendly's own, as in its samples, so that they stay the same wherever the simulator runs.
 * Only links for a browser lead to the simulator.
 */
export const uriOf = {
  user: (id: string) => `${api}/users/${id}`,
  organization: (id: string) => `${api}/organizations/${id}`,
  group: (id: string) => `${api}/groups/${id}`,
  eventType: (id: string) => `${api}/event_types/${id}`,
  scheduledEvent: (id: string) => `${api}/scheduled_events/${id}`,
  invitee: ({ eventId, id }: { eventId: string; id: string }) =>
    `${api}/scheduled_events/${eventId}/invitees/${id}`,
  noShow: (id: string) => `${api}/invitee_no_shows/${id}`,
  subscription: (id: string) => `${api}/webhook_subscriptions/${id}`,
  routingForm: (id: string) => `${api}/routing_forms/${id}`,
  submission: (id: string) => `${api}/routing_form_submissions/${id}`,
};

/**
 * The id in a URI after `kind`. The host is ignored, because Calendly's own samples have several. Null when the URI
 * names something else.
 */
export function idIn(uri: string | null | undefined, kind: string): string | null {
  const [, id] = new RegExp(`^https?://[^/]+/(?:.*/)?${kind}/([\\w-]+)$`).exec(uri ?? '') ?? [];
  return id ?? null;
}
