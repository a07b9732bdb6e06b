import { createHash } from 'node:crypto';
import type { UnusableReason } from '../../src/domain/delivery.ts';
import type { FactTimes, InviteeFact } from '../../src/domain/invitee-fact.ts';
import type { ReportedFact } from '../../src/ports/calendly-api.ts';
import { decodeV2 } from './v2-decoder.ts';

/** An invitee and its meeting as the API gave them, both Calendly's own objects, and when. */
export interface ReadInvitee {
  invitee: object;
  meeting: object;
  reportedAt: string;
}

/**
 * The facts that webhooks would have reported about an invitee, as far as they still show: the booking, and its
 * cancellation or its no-show. The invitee is put into a webhook's shape and decoded, so it makes the same facts as
 * webhooks. The digest covers the content read and not its time.
 */
export function inviteeFacts(read: ReadInvitee): ReportedFact[] | UnusableReason {
  const whole = decode('booked', read);
  if (typeof whole === 'string') return whole;
  const { cancellation, noShow, ...rest } = whole;
  // Each fact holds its own news only: a note takes the earliest time of its fact.
  const booked = { ...rest, cancellation: null, ...(noShow?.marked === false && { noShow }) };
  const facts: InviteeFact[] = [{ ...booked, times: timesOf(whole, whole.times.inviteeCreatedAt) }];
  // An invitee that can be read as one kind can be read as another.
  const again = (kind: InviteeFact['kind']) => decode(kind, read) as InviteeFact;
  if (cancellation !== null) {
    const { noShow: _other, ...canceled } = again('canceled');
    facts.push({ ...canceled, times: timesOf(canceled, cancellation.at) });
  }
  if (noShow?.marked) {
    const marked = again('no_show_marked');
    facts.push({ ...marked, cancellation: null, times: timesOf(marked, noShow.at) });
  }
  const content = digestOf(JSON.stringify(canonical([read.invitee, read.meeting])));
  return facts.map((fact) => ({ fact, digest: digestOf(`${fact.kind} ${content}`) }));
}

function decode(
  kind: InviteeFact['kind'],
  { invitee, meeting, reportedAt }: ReadInvitee,
): InviteeFact | UnusableReason {
  return decodeV2(kind, {
    created_at: reportedAt,
    payload: { ...invitee, scheduled_event: meeting },
  });
}

/** A fact without a time of its own gets the invitee's. The time of reading would differ at each reading. */
function timesOf({ times }: InviteeFact, own: Date | string | null): FactTimes {
  if (own !== null) return times;
  return { ...times, occurredAt: times.inviteeUpdatedAt ?? times.inviteeCreatedAt };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Sorts the keys of objects, because JSON does not promise an order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, canonical(each)]));
}
