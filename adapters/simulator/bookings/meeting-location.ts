import type { EventTypeLocation } from '../people/event-type.ts';
import { addSeconds } from '../time/instant-text.ts';

/**
 * The delay of a conference link after the booking. A live capture showed eight seconds. No webhook announces the link.
 */
const conferenceDelaySeconds = 8;

/** The location of one meeting. A conference has its link from `readyAt` on. */
export type MeetingLocation =
  | { type: 'physical' | 'custom'; location: string }
  | { type: 'outbound_call'; location: string | null }
  | { type: 'zoom' | 'google_conference'; number: number; readyAt: string };

/** The location of a meeting that is booked now. An outbound call goes to the invitee's phone. */
export function locationOf(
  location: EventTypeLocation,
  { phone, bookedAt, number }: { phone: string | null; bookedAt: string; number: number },
): MeetingLocation {
  switch (location.kind) {
    case 'physical':
    case 'custom':
      return { type: location.kind, location: location.location };
    case 'outbound_call':
      return { type: location.kind, location: phone };
    case 'zoom':
    case 'google_conference':
      return { type: location.kind, number, readyAt: addSeconds(bookedAt, conferenceDelaySeconds) };
  }
}

/** A location as Calendly shows it at an instant (Calendly's docs, "Event", `location`). */
export function renderLocation(location: MeetingLocation, now: string): object {
  if (!('readyAt' in location)) return location;
  const isReady = location.readyAt <= now;
  const data =
    location.type === 'zoom'
      ? { data: isReady ? { id: location.number, password: '445566' } : null }
      : {};
  return {
    type: location.type,
    status: isReady ? 'pushed' : 'processing',
    join_url: isReady ? `https://meet.example/${location.number}` : null,
    ...data,
  };
}
