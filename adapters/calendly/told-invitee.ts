import { createHash } from 'node:crypto';
import type { UnusableReason } from '../../src/domain/delivery.ts';
import type { FactTimes, InviteeFact } from '../../src/domain/invitee-fact.ts';
import type { ToldFact } from '../../src/ports/calendly-api.ts';
import { decodeV2 } from './v2-decoder.ts';

/** An invitee and its meeting as the API told them, and when. Both are Calendly's own objects. */
export interface ReadInvitee {
  invitee: object;
  meeting: object;
  toldAt: string;
}

/**
 * The facts that webhooks would have told of an invitee, as far as they still show: that it was booked, and since then
 * canceled, or marked as a no-show. They are put into a webhook's shape and decoded as one, so that reading what
 * webhooks told makes no difference. The digest is of what was read, not of when.
 */
export function toldInvitee(read: ReadInvitee): ToldFact[] | UnusableReason {
  const whole = decode('booked', read);
  if (typeof whole === 'string') return whole;
  const { cancellation, noShow, ...told } = whole;
  // Each fact tells its own news only: a note takes the earliest time at which its fact is told.
  const booked = { ...told, cancellation: null, ...(noShow?.marked === false && { noShow }) };
  const facts: InviteeFact[] = [{ ...booked, times: timesOf(whole, whole.times.inviteeCreatedAt) }];
  // What can be read as one kind can be read as another.
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
  { invitee, meeting, toldAt }: ReadInvitee,
): InviteeFact | UnusableReason {
  return decodeV2(kind, { created_at: toldAt, payload: { ...invitee, scheduled_event: meeting } });
}

/** Without a time of its own a fact did not happen when it was read, or it would be another one each time. */
function timesOf({ times }: InviteeFact, own: Date | string | null): FactTimes {
  if (own !== null) return times;
  return { ...times, occurredAt: times.inviteeUpdatedAt ?? times.inviteeCreatedAt };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** With the keys of objects in order, as JSON does not promise one. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, canonical(each)]));
}
