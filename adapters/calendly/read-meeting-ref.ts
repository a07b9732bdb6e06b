import { z } from 'zod';
import { ProviderError } from '../../src/domain/errors.ts';
import type { MeetingRef } from '../../src/ports/calendly-api.ts';
import { CalendlyApiScheduledEvent } from '../wire/calendly-api-scheduled-event.ts';
import { toldDate } from './told-instant.ts';

/** What is kept of a meeting for its invitees: Calendly's own object, and when it told it. */
const KeptMeeting = z.object({ meeting: z.looseObject({}), toldAt: z.string() });
export type KeptMeeting = z.infer<typeof KeptMeeting>;

/** Puts a meeting of the API into our words. Null when it has no identity, without which nothing can be done with it. */
export function readMeetingRef(told: unknown, toldAt: string): MeetingRef | null {
  const { data } = CalendlyApiScheduledEvent.safeParse(told);
  if (data === undefined) return null;
  const kept: KeptMeeting = { meeting: told as Record<string, unknown>, toldAt };
  return {
    uri: data.uri,
    startTime: toldDate(data.start_time),
    inviteesTotal: data.invitees_counter?.total ?? null,
    locationReady: isReady(data),
    raw: kept,
  };
}

/** @throws ProviderError when the reference is not one of this adapter's */
export function keptMeeting({ raw, uri }: MeetingRef): KeptMeeting {
  const { data } = KeptMeeting.safeParse(raw);
  if (data === undefined) throw new ProviderError(`What is kept of ${uri} cannot be understood.`);
  return data;
}

/** Only a conference has a status. One that failed will have no link. */
function isReady({ location }: CalendlyApiScheduledEvent): boolean {
  if (location == null || location.status === null) return true;
  return location.join_url !== null || location.status === 'failed';
}
