import { z } from 'zod';
import { ProviderError } from '../../src/domain/errors.ts';
import type { MeetingRef } from '../../src/ports/calendly-api.ts';
import { CalendlyApiScheduledEvent } from '../wire/calendly-api-scheduled-event.ts';
import { reportedDate } from './reported-instant.ts';

/** A meeting as the API gave it, and when. It is kept for reading its invitees. */
const KeptMeeting = z.object({ meeting: z.looseObject({}), reportedAt: z.string() });
export type KeptMeeting = z.infer<typeof KeptMeeting>;

/** Turns a meeting of the API into our words. Null when it has no identity. */
export function readMeetingRef(meeting: unknown, reportedAt: string): MeetingRef | null {
  const { data } = CalendlyApiScheduledEvent.safeParse(meeting);
  if (data === undefined) return null;
  const kept: KeptMeeting = { meeting: meeting as Record<string, unknown>, reportedAt };
  return {
    uri: data.uri,
    startTime: reportedDate(data.start_time),
    inviteesTotal: data.invitees_counter?.total ?? null,
    locationReady: isReady(data),
    raw: kept,
  };
}

/** @throws ProviderError when this adapter did not make the reference */
export function keptMeeting({ raw, uri }: MeetingRef): KeptMeeting {
  const { data } = KeptMeeting.safeParse(raw);
  if (data === undefined) throw new ProviderError(`What is kept of ${uri} cannot be understood.`);
  return data;
}

/** Only a conference has a status. A failed conference will have no link. */
function isReady({ location }: CalendlyApiScheduledEvent): boolean {
  if (location == null || location.status === null) return true;
  return location.join_url !== null || location.status === 'failed';
}
