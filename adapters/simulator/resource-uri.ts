const api = 'https://api.calendly.com';

/**
 * The URIs that name things are Calendly's own, as in its samples: they stay the same wherever the simulator runs.
 * Only links that are there to be followed lead to it.
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

/** The id in a URI, by what precedes it. Hosts differ in Calendly's own samples and do not count. Null when it names something else. */
export function idIn(uri: string | null | undefined, kind: string): string | null {
  const [, id] = new RegExp(`^https?://[^/]+/(?:.*/)?${kind}/([\\w-]+)$`).exec(uri ?? '') ?? [];
  return id ?? null;
}
