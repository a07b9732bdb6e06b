import { type BookingKey, bookingKeyOf } from '../../src/domain/booking-key.ts';
import type { UnusableReason } from '../../src/domain/delivery.ts';
import { emailAddress } from '../../src/domain/email-address.ts';
import type {
  Cancellation,
  FactTimes,
  InviteeFact,
  NoShow,
} from '../../src/domain/invitee-fact.ts';
import type { CalendlyInvitee, CalendlyScheduledEvent } from '../wire/calendly-v2-webhook.ts';
import { readContact } from './read-contact.ts';
import { readDetails } from './read-details.ts';
import { numberToCall, readLocation, readMeeting } from './read-meeting.ts';
import { toldDate, toldInstant } from './told-instant.ts';

/** What a delivery tells about an invitee, in Calendly's words of today. */
export interface ToldInvitee {
  kind: InviteeFact['kind'];
  /** The envelope's `created_at`. */
  toldAt: string | null;
  invitee: CalendlyInvitee;
  /** Absent in deliveries from before 2024. */
  meeting: CalendlyScheduledEvent | null;
}

/** Puts an invitee into our words (Calendly's docs, "Webhook payload" and "Reschedule an event"). */
export function readInvitee(told: ToldInvitee): InviteeFact | UnusableReason {
  const { invitee } = told;
  const booking = invitee.uri === null ? null : bookingKeyOf(invitee.uri);
  const meeting = told.meeting && readMeeting(told.meeting);
  if (booking === null || (told.meeting !== null && meeting === null)) return 'schema';
  const email = readEmail(invitee.email);
  if (email === null) return 'no_email';

  const replaces = lineage(invitee.old_invitee, booking);
  const replacedBy = lineage(invitee.new_invitee, booking);
  // With a predecessor it is a booking of its own, which `invitee.created` tells too.
  const kind = told.kind === 'moved' && replaces !== null ? 'booked' : told.kind;
  const location = told.meeting === null ? undefined : readLocation(told.meeting);
  const noShow = readNoShow(kind, invitee);
  return {
    kind,
    booking,
    email,
    times: readTimes(kind, told),
    ...(meeting && { meeting }),
    ...(location !== undefined && { location }),
    contact: readContact(invitee),
    details: readDetails({
      phone: invitee.text_reminder_number ?? (told.meeting && numberToCall(told.meeting)),
      cancelUrl: invitee.cancel_url,
      rescheduleUrl: invitee.reschedule_url,
      questions: invitee.questions_and_answers,
      tracking: invitee.tracking,
      payment: invitee.payment,
    }),
    ...(noShow && { noShow }),
    cancellation: readCancellation(kind, told),
    // On a booking that was moved the flag says that it was, not that another one took its place.
    rescheduledAway: replacedBy !== null || (invitee.rescheduled === true && told.kind !== 'moved'),
    replaces,
    replacedBy,
  };
}

/** Reads an address to the letter: what would have to be repaired could end up being somebody else's. */
export function readEmail(told: string | null): InviteeFact['email'] | null {
  return told?.isWellFormed() ? emailAddress(told) : null;
}

/** The booking that a URI names. One that names itself would be replaced by itself for ever. */
function lineage(uri: string | null, own: BookingKey): BookingKey | null {
  const other = uri === null ? null : bookingKeyOf(uri);
  return other === own ? null : other;
}

function readTimes(kind: InviteeFact['kind'], told: ToldInvitee): FactTimes {
  const { invitee } = told;
  const toldAt = toldInstant(told.toldAt);
  const createdAt = toldInstant(invitee.created_at);
  const updatedAt = toldInstant(invitee.updated_at);
  const occurredAt = {
    booked: createdAt ?? toldAt,
    canceled: toldInstant(canceled(told)?.created_at ?? null) ?? toldAt ?? updatedAt,
    moved: toldAt,
    no_show_marked: toldInstant(invitee.no_show?.created_at ?? null) ?? updatedAt ?? toldAt,
    no_show_cleared: updatedAt ?? toldAt,
  };
  return {
    occurredAt: occurredAt[kind],
    toldAt,
    eventUpdatedAt: toldInstant(told.meeting?.updated_at ?? null),
    inviteeCreatedAt: createdAt,
    inviteeUpdatedAt: updatedAt,
  };
}

function readCancellation(kind: InviteeFact['kind'], told: ToldInvitee): Cancellation | null {
  const { status, canceled: flag } = told.invitee;
  if (kind !== 'canceled' && status !== 'canceled' && flag !== true) return null;
  const by = canceled(told);
  return {
    by: by?.canceled_by ?? null,
    byType: by?.canceler_type ?? null,
    reason: by?.reason ?? null,
    at: toldDate(by?.created_at ?? null),
  };
}

/** The invitee's own cancellation, else that of the whole meeting. */
function canceled({ invitee, meeting }: ToldInvitee) {
  return invitee.cancellation ?? meeting?.cancellation ?? null;
}

function readNoShow(kind: InviteeFact['kind'], { no_show }: CalendlyInvitee): NoShow | undefined {
  if (kind === 'no_show_cleared') return { marked: false, at: null };
  if (kind !== 'no_show_marked' && no_show === undefined) return undefined;
  const marked = kind === 'no_show_marked' || no_show !== null;
  return { marked, at: toldDate(no_show?.created_at ?? null) };
}
