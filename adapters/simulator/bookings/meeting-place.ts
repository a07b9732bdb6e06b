import type { EventTypePlace } from '../people/event-type.ts';
import { addSeconds } from '../time/instant-text.ts';

/** A conference link comes this much later than the booking; a live capture showed eight seconds. No webhook tells of it. */
const conferenceDelaySeconds = 8;

/** Where one meeting takes place. A conference has its link from `readyAt` on. */
export type MeetingPlace =
  | { type: 'physical' | 'custom'; location: string }
  | { type: 'outbound_call'; location: string | null }
  | { type: 'zoom' | 'google_conference'; number: number; readyAt: string };

/** The place of a meeting that is booked now. An outbound call goes to the invitee's phone. */
export function placeOf(
  place: EventTypePlace,
  { phone, bookedAt, number }: { phone: string | null; bookedAt: string; number: number },
): MeetingPlace {
  switch (place.kind) {
    case 'physical':
    case 'custom':
      return { type: place.kind, location: place.location };
    case 'outbound_call':
      return { type: place.kind, location: phone };
    case 'zoom':
    case 'google_conference':
      return { type: place.kind, number, readyAt: addSeconds(bookedAt, conferenceDelaySeconds) };
  }
}

/** A place as Calendly tells it at an instant (Calendly's docs, "Event", `location`). */
export function tellPlace(place: MeetingPlace, now: string): object {
  if (!('readyAt' in place)) return place;
  const isReady = place.readyAt <= now;
  const data =
    place.type === 'zoom'
      ? { data: isReady ? { id: place.number, password: '445566' } : null }
      : {};
  return {
    type: place.type,
    status: isReady ? 'pushed' : 'processing',
    join_url: isReady ? `https://meet.example/${place.number}` : null,
    ...data,
  };
}
