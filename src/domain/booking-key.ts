/**
 * What identifies one invitee's booking: the ids of its Calendly URI, `<event>/<invitee>`. Calendly's own samples
 * name different hosts for one booking (`api.calendly.com`, `calendly.com`), so the host is not part of it.
 */
export type BookingKey = string & { readonly __brand: 'BookingKey' };

const api = 'https://api.calendly.com';
const path = /\/scheduled_events\/([^/?#]+)\/invitees\/([^/?#]+)\/?(?:[?#].*)?$/;
const lastSegment = /([^/?#]+)\/?(?:[?#].*)?$/;

/** Reads the key from an invitee's URI; from an unknown form of URI, its last path segment. Null for no segment. */
export function bookingKeyOf(inviteeUri: string): BookingKey | null {
  const [, event, invitee] = path.exec(inviteeUri) ?? [];
  if (event !== undefined && invitee !== undefined) return bookingKey(event, invitee);
  const last = lastSegment.exec(inviteeUri)?.[1];
  return last === undefined ? null : (last as BookingKey);
}

/** The key from the two ids, as Calendly's retired v1 told them. */
export function bookingKey(eventId: string, inviteeId: string): BookingKey {
  return `${eventId}/${inviteeId}` as BookingKey;
}

/** The invitee's URI in its one spelling. */
export function inviteeUriOf(key: BookingKey): string {
  const [event, invitee] = key.split('/');
  return invitee === undefined
    ? `${api}/invitees/${event}`
    : `${api}/scheduled_events/${event}/invitees/${invitee}`;
}

/** The URI of the meeting that the booking is a place in; a group meeting has several. */
export function eventUriOf(key: BookingKey): string {
  return `${api}/scheduled_events/${key.split('/')[0]}`;
}
