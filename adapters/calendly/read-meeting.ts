import type { Host, Location, Meeting } from '../../src/domain/invitee-fact.ts';
import type { CalendlyScheduledEvent } from '../wire/calendly-v2-webhook.ts';
import { reportedDate } from './reported-instant.ts';

/** Reads a scheduled event. Null when a time is unreadable: a meeting without its time would stay wrong for ever. */
export function readMeeting(event: CalendlyScheduledEvent): Meeting | null {
  const startTime = reportedDate(event.start_time);
  const endTime = reportedDate(event.end_time);
  if (event.start_time !== null && startTime === null) return null;
  if (event.end_time !== null && endTime === null) return null;
  return { name: event.name, startTime, endTime, hosts: readHosts(event) };
}

/** Reads the location. Undefined when the delivery has none, null when the meeting takes place nowhere. */
export function readLocation({ location }: CalendlyScheduledEvent): Location | null | undefined {
  if (location === undefined || location === null) return location;
  return {
    type: location.type,
    text: location.location ?? location.additional_info,
    joinUrl: location.join_url,
  };
}

/** The invitee's number that the host will call. */
export function numberToCall({ location }: CalendlyScheduledEvent): string | null {
  return location?.type === 'outbound_call' ? location.location : null;
}

function readHosts({ event_memberships }: CalendlyScheduledEvent): Host[] {
  return event_memberships.flatMap((membership) =>
    membership === null
      ? []
      : [
          {
            userUri: membership.user ?? '',
            name: membership.user_name,
            email: membership.user_email,
          },
        ],
  );
}
