import { randomUUID } from 'node:crypto';
import type { SimulatedBooking } from './simulated-bookings.ts';

const api = 'https://api.calendly.com';
const host = {
  user: `${api}/users/3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01`,
  user_email: 'camille.perrin@example.com',
  user_name: 'Camille Perrin',
};
const meetingName = 'Rendez-vous découverte';
const meetingMs = 30 * 60_000;

/** Makes up a booking: new ids, and a name from the e-mail address unless one is given. */
export function inventBooking(
  email: string,
  start: Date,
  now: Date,
  {
    name = nameFrom(email),
    replaces = null,
  }: { name?: string | undefined; replaces?: string | null } = {},
): SimulatedBooking {
  return {
    email,
    name,
    eventId: randomUUID(),
    inviteeId: randomUUID(),
    start: start.toISOString(),
    createdAt: now.toISOString(),
    replaces,
  };
}

/** The invitee's URI of a simulated booking. */
export function simulatedUri({ eventId, inviteeId }: SimulatedBooking): string {
  return `${api}/scheduled_events/${eventId}/invitees/${inviteeId}`;
}

/** The delivery of a booking (Calendly's docs, "Webhook payload"). */
export function bookedWebhook(booking: SimulatedBooking): object {
  const at = new Date(booking.createdAt);
  return webhook('invitee.created', at, invitee(booking, at), meeting(booking, at));
}

/**
 * The delivery of a cancellation. `replacedBy` is the invitee's URI of the successor, when the cancellation is one half
 * of a reschedule.
 */
export function canceledWebhook(
  booking: SimulatedBooking,
  now: Date,
  { reason = null, replacedBy = null }: { reason?: string | null; replacedBy?: string | null } = {},
): object {
  const cancellation = {
    canceled_by: booking.name,
    reason,
    canceler_type: 'invitee',
    created_at: micros(now),
  };
  return webhook(
    'invitee.canceled',
    now,
    {
      ...invitee(booking, now),
      status: 'canceled',
      rescheduled: replacedBy !== null,
      new_invitee: replacedBy,
      cancellation,
    },
    { ...meeting(booking, now), status: 'canceled', cancellation },
  );
}

/** The delivery that an invitee was marked as a no-show, or that the mark was removed. */
export function noShowWebhook(booking: SimulatedBooking, marked: boolean, now: Date): object {
  const no_show = { uri: `${api}/invitee_no_shows/${randomUUID()}`, created_at: micros(now) };
  return webhook(
    marked ? 'invitee_no_show.created' : 'invitee_no_show.deleted',
    now,
    { ...invitee(booking, now), no_show: marked ? no_show : null },
    meeting(booking, new Date(booking.createdAt)),
  );
}

/** `ada.lovelace+2@example.com` gives the name Ada Lovelace. */
function nameFrom(email: string): string {
  const [words = ''] = (email.split('@')[0] ?? '').split('+');
  const names = words.split(/[._-]+/).filter((word) => word !== '');
  return names.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}

function webhook(event: string, at: Date, values: object, scheduled_event: object): object {
  const created_at = `${at.toISOString().slice(0, 19)}.000000Z`;
  return { event, created_at, created_by: host.user, payload: { ...values, scheduled_event } };
}

function invitee(booking: SimulatedBooking, updatedAt: Date) {
  const noTracking = { utm_campaign: null, utm_medium: null, utm_content: null, utm_term: null };
  return {
    uri: simulatedUri(booking),
    email: booking.email,
    first_name: null,
    last_name: null,
    name: booking.name,
    status: 'active',
    questions_and_answers: [
      { question: 'De quoi souhaitez-vous parler ?', answer: 'D’une démonstration', position: 0 },
    ],
    timezone: 'Europe/Paris',
    event: `${api}/scheduled_events/${booking.eventId}`,
    created_at: micros(new Date(booking.createdAt)),
    updated_at: micros(updatedAt),
    tracking: { ...noTracking, utm_source: 'simulation', salesforce_uuid: null },
    text_reminder_number: null,
    rescheduled: false,
    old_invitee: booking.replaces,
    new_invitee: null as string | null,
    cancel_url: `https://calendly.com/cancellations/${booking.inviteeId}`,
    reschedule_url: `https://calendly.com/reschedulings/${booking.inviteeId}`,
    routing_form_submission: null,
    payment: null,
    no_show: null,
    reconfirmation: null,
    scheduling_method: null,
    invitee_scheduled_by: null,
  };
}

function meeting(booking: SimulatedBooking, updatedAt: Date) {
  const start = new Date(booking.start);
  return {
    uri: `${api}/scheduled_events/${booking.eventId}`,
    name: meetingName,
    status: 'active',
    start_time: micros(start),
    end_time: micros(new Date(start.getTime() + meetingMs)),
    event_type: `${api}/event_types/91d3c0b4-2f7a-4e9c-8b1d-5a6f7c8e9d31`,
    location: { type: 'physical', location: '12 rue du Port, Lyon' },
    invitees_counter: { total: 1, active: 1, limit: 1 },
    created_at: micros(new Date(booking.createdAt)),
    updated_at: micros(updatedAt),
    event_memberships: [host],
    event_guests: [],
  };
}

/** Calendly writes microseconds. */
function micros(instant: Date): string {
  return instant.toISOString().replace('Z', '000Z');
}
