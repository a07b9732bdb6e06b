import { isCalendlyId } from './calendly-id.ts';
import { pathSegments } from './path-segments.ts';

/**
 * Identifies one invitee's booking by the ids of its Calendly URI: `<event>/<invitee>`. The host is not part of the
 * key, because Calendly's own samples name different hosts for one booking (`api.calendly.com`, `calendly.com`).
 */
export type BookingKey = string & { readonly __brand: 'BookingKey' };

const api = 'https://api.calendly.com';
/**
 * Reads the key from an invitee's URI. From an unknown form of URI it takes the last path segment. Null when there is
 * no segment, or when an id is too long.
 */
export function bookingKeyOf(inviteeUri: string): BookingKey | null {
  const segments = pathSegments(inviteeUri);
  const [noun, event, inner, invitee] = segments.slice(-4);
  if (noun === 'scheduled_events' && inner === 'invitees') {
    return isCalendlyId(event) && isCalendlyId(invitee) ? bookingKey(event, invitee) : null;
  }
  const last = segments.at(-1);
  return isCalendlyId(last) ? (last as BookingKey) : null;
}

/** Makes the key from the two ids, as Calendly's retired v1 reports them. */
export function bookingKey(eventId: string, inviteeId: string): BookingKey {
  return `${eventId}/${inviteeId}` as BookingKey;
}

/** The invitee's URI, always spelled the same. */
export function inviteeUriOf(key: BookingKey): string {
  const [event, invitee] = key.split('/');
  return invitee === undefined
    ? `${api}/invitees/${event}`
    : `${api}/scheduled_events/${event}/invitees/${invitee}`;
}

/** The URI of the booking's meeting. The bookings of a group meeting share it. */
export function eventUriOf(key: BookingKey): string {
  return `${api}/scheduled_events/${key.split('/')[0]}`;
}
