import type { z } from 'zod';
import { type BookingKey, bookingKey } from '../../src/domain/booking-key.ts';
import { isCalendlyId } from '../../src/domain/calendly-id.ts';
import type { UnusableReason } from '../../src/domain/delivery.ts';
import type { Cancellation, Host, InviteeFact } from '../../src/domain/invitee-fact.ts';
import { CalendlyV1Webhook } from '../wire/calendly-v1-webhook.ts';
import { readContact } from './read-contact.ts';
import { readDetails } from './read-details.ts';
import { readEmail } from './read-invitee.ts';
import { reportedDate, reportedInstant } from './reported-instant.ts';

type Payload = z.infer<typeof CalendlyV1Webhook>['payload'];

/** Reads a delivery of Calendly's API v1, which was retired in 2025. Its ids are the last segments of today's URIs. */
export function decodeV1(kind: InviteeFact['kind'], body: unknown): InviteeFact | UnusableReason {
  const { data } = CalendlyV1Webhook.safeParse(body);
  if (data === undefined) return 'schema';
  const { event, invitee, ...beside } = data.payload;
  const startTime = reportedDate(event.start_time);
  const booking = keyOf(event.uuid, invitee.uuid);
  if (booking === null || (event.start_time !== null && startTime === null)) return 'schema';
  const email = readEmail(invitee.email);
  if (email === null) return 'no_email';

  const replaces = keyOf(beside.old_event, beside.old_invitee);
  const replacedBy = keyOf(beside.new_event, beside.new_invitee);
  const cancellation = readCancellation(kind, data.payload);
  const reportedAt = reportedInstant(data.time);
  const createdAt = reportedInstant(invitee.created_at);
  const canceledAt = reportedInstant(invitee.canceled_at ?? event.canceled_at);
  const factAt = kind === 'booked' ? createdAt : kind === 'canceled' ? canceledAt : null;
  return {
    kind: kind === 'moved' && replaces !== null ? 'booked' : kind,
    booking,
    email,
    times: {
      occurredAt: factAt ?? reportedAt,
      reportedAt,
      eventUpdatedAt: null,
      inviteeCreatedAt: createdAt,
      inviteeUpdatedAt: null,
    },
    meeting: {
      name: beside.event_type?.name ?? null,
      startTime,
      endTime: reportedDate(event.end_time),
      hosts: readHosts(data.payload),
    },
    location:
      event.location === null ? null : { type: 'custom', text: event.location, joinUrl: null },
    contact: readContact(invitee),
    details: readDetails({
      phone: invitee.text_reminder_number,
      questions: beside.questions_and_answers,
      tracking: beside.tracking,
      payment: invitee.payments[0] ?? null,
    }),
    ...(kind === 'no_show_marked' && { noShow: { marked: true, at: null } }),
    ...(kind === 'no_show_cleared' && { noShow: { marked: false, at: null } }),
    cancellation,
    rescheduledAway: replacedBy !== null || isHalfOfReschedule(cancellation, data.payload),
    replaces,
    replacedBy,
  };
}

function keyOf(event: string | null, invitee: string | null): BookingKey | null {
  return isCalendlyId(event) && isCalendlyId(invitee) ? bookingKey(event, invitee) : null;
}

/** `is_reschedule` is set on both halves. A canceled booking that replaced none can only be the first half. */
function isHalfOfReschedule(cancellation: Cancellation | null, payload: Payload): boolean {
  if (cancellation === null) return false;
  if (payload.new_invitee !== null) return true;
  return payload.invitee.is_reschedule === true && payload.old_invitee === null;
}

function readCancellation(
  kind: InviteeFact['kind'],
  { event, invitee }: Payload,
): Cancellation | null {
  if (kind !== 'canceled' && invitee.canceled !== true) return null;
  return {
    by: invitee.canceler_name ?? event.canceler_name,
    byType: null,
    reason: invitee.cancel_reason ?? event.cancel_reason,
    at: reportedDate(invitee.canceled_at ?? event.canceled_at),
  };
}

/** Only the event type's owner has an id. When the owner is a person, this is the primary host. */
function readHosts({ event, event_type }: Payload): Host[] {
  const owner = event_type?.owner;
  const isPerson = owner?.uuid != null && /^users?$/i.test(owner.type ?? '');
  const ownerUri = isPerson ? `https://api.calendly.com/users/${owner.uuid}` : '';
  const hosts = event.extended_assigned_to.filter((host) => host !== null);
  return hosts.map(({ name, email, primary }) => ({
    userUri: primary === true || hosts.length === 1 ? ownerUri : '',
    name,
    email,
  }));
}
