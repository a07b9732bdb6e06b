import type { Host, Location, Meeting } from '../../src/domain/invitee-fact.ts';
import type { CalendlyScheduledEvent } from '../wire/calendly-v2-webhook.ts';
import { toldDate } from './told-instant.ts';

/** Reads a scheduled event. Null when it tells times that are none: a meeting at no time would be wrong for ever. */
export function readMeeting(told: CalendlyScheduledEvent): Meeting | null {
  const startTime = toldDate(told.start_time);
  const endTime = toldDate(told.end_time);
  if (told.start_time !== null && startTime === null) return null;
  if (told.end_time !== null && endTime === null) return null;
  return { name: told.name, startTime, endTime, hosts: readHosts(told) };
}

/** Reads where a meeting takes place; undefined when that is not told, null when it takes place nowhere. */
export function readLocation({ location }: CalendlyScheduledEvent): Location | null | undefined {
  if (location === undefined || location === null) return location;
  return {
    type: location.type,
    text: location.location ?? location.additional_info,
    joinUrl: location.join_url,
  };
}

/** The number that the host will call, which the invitee gave for that. */
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
