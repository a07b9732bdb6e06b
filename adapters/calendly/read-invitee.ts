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
import { reportedDate, reportedInstant } from './reported-instant.ts';

/** The content of a delivery about an invitee, in Calendly's shape of today. */
export interface ReportedInvitee {
  kind: InviteeFact['kind'];
  /** The envelope's `created_at`. */
  reportedAt: string | null;
  invitee: CalendlyInvitee;
  /** Absent in deliveries from before 2024. */
  meeting: CalendlyScheduledEvent | null;
}

/** Turns an invitee into a fact (Calendly's docs, "Webhook payload" and "Reschedule an event"). */
export function readInvitee(reported: ReportedInvitee): InviteeFact | UnusableReason {
  const { invitee } = reported;
  const booking = invitee.uri === null ? null : bookingKeyOf(invitee.uri);
  const meeting = reported.meeting && readMeeting(reported.meeting);
  if (booking === null || (reported.meeting !== null && meeting === null)) return 'schema';
  const email = readEmail(invitee.email);
  if (email === null) return 'no_email';

  const replaces = lineage(invitee.old_invitee, booking);
  const replacedBy = lineage(invitee.new_invitee, booking);
  // A booking with a predecessor is a new booking: `invitee.created` reports it too.
  const kind = reported.kind === 'moved' && replaces !== null ? 'booked' : reported.kind;
  const location = reported.meeting === null ? undefined : readLocation(reported.meeting);
  const noShow = readNoShow(kind, invitee);
  return {
    kind,
    booking,
    email,
    times: readTimes(kind, reported),
    ...(meeting && { meeting }),
    ...(location !== undefined && { location }),
    contact: readContact(invitee),
    details: readDetails({
      phone: invitee.text_reminder_number ?? (reported.meeting && numberToCall(reported.meeting)),
      cancelUrl: invitee.cancel_url,
      rescheduleUrl: invitee.reschedule_url,
      questions: invitee.questions_and_answers,
      tracking: invitee.tracking,
      payment: invitee.payment,
    }),
    ...(noShow && { noShow }),
    cancellation: readCancellation(kind, reported),
    // On a moved booking the flag means the move, not a successor.
    rescheduledAway:
      replacedBy !== null || (invitee.rescheduled === true && reported.kind !== 'moved'),
    replaces,
    replacedBy,
  };
}

/** Reads an address without repairing it: a repaired address could belong to another person. */
export function readEmail(text: string | null): InviteeFact['email'] | null {
  return text?.isWellFormed() ? emailAddress(text) : null;
}

/** The booking that a URI names. Null for the invitee's own URI: the booking would replace itself for ever. */
function lineage(uri: string | null, own: BookingKey): BookingKey | null {
  const other = uri === null ? null : bookingKeyOf(uri);
  return other === own ? null : other;
}

function readTimes(kind: InviteeFact['kind'], reported: ReportedInvitee): FactTimes {
  const { invitee } = reported;
  const reportedAt = reportedInstant(reported.reportedAt);
  const createdAt = reportedInstant(invitee.created_at);
  const updatedAt = reportedInstant(invitee.updated_at);
  const occurredAt = {
    booked: createdAt ?? reportedAt,
    canceled: reportedInstant(canceled(reported)?.created_at ?? null) ?? reportedAt ?? updatedAt,
    moved: reportedAt,
    no_show_marked: reportedInstant(invitee.no_show?.created_at ?? null) ?? updatedAt ?? reportedAt,
    no_show_cleared: updatedAt ?? reportedAt,
  };
  return {
    occurredAt: occurredAt[kind],
    reportedAt,
    eventUpdatedAt: reportedInstant(reported.meeting?.updated_at ?? null),
    inviteeCreatedAt: createdAt,
    inviteeUpdatedAt: updatedAt,
  };
}

function readCancellation(
  kind: InviteeFact['kind'],
  reported: ReportedInvitee,
): Cancellation | null {
  const { status, canceled: flag } = reported.invitee;
  if (kind !== 'canceled' && status !== 'canceled' && flag !== true) return null;
  const by = canceled(reported);
  return {
    by: by?.canceled_by ?? null,
    byType: by?.canceler_type ?? null,
    reason: by?.reason ?? null,
    at: reportedDate(by?.created_at ?? null),
  };
}

/** The invitee's own cancellation, else that of the whole meeting. */
function canceled({ invitee, meeting }: ReportedInvitee) {
  return invitee.cancellation ?? meeting?.cancellation ?? null;
}

function readNoShow(kind: InviteeFact['kind'], { no_show }: CalendlyInvitee): NoShow | undefined {
  if (kind === 'no_show_cleared') return { marked: false, at: null };
  if (kind !== 'no_show_marked' && no_show === undefined) return undefined;
  const marked = kind === 'no_show_marked' || no_show !== null;
  return { marked, at: reportedDate(no_show?.created_at ?? null) };
}
