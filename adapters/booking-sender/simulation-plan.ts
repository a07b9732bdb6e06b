import type { SimulatedBooking, SimulatedBookings } from './simulated-bookings.ts';
import { routingFormWebhook } from './simulated-routing-form.ts';
import {
  bookedWebhook,
  canceledWebhook,
  inventBooking,
  noShowWebhook,
  simulatedUri,
} from './simulated-webhook.ts';

/** One invitee's action: its bodies in order, the booking that it ends, and the booking that remains. */
export interface Step {
  email: string;
  bodies: string[];
  ended: SimulatedBooking | null;
  left: SimulatedBooking | null;
}

/** The wanted simulation is impossible. The message says what to do. */
export class NothingToSimulate extends Error {}

const dayMs = 24 * 60 * 60_000;
const meetingsADay = 16;

/** The people of a simulation: `ada@example.com`, then `ada+2@example.com`, `ada+3@example.com` and so on. */
export function people(email: string, count: number): string[] {
  const at = email.lastIndexOf('@');
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? email : `${email.slice(0, at)}+${i + 1}${email.slice(at)}`,
  );
}

/** Each person books. The meetings are half an hour apart, in the mornings and afternoons of the next months. */
export function planBookings(
  emails: readonly string[],
  { start, name, now }: { start: Date | null; name?: string | undefined; now: Date },
): Step[] {
  const first = start ?? inThreeDays(now);
  return emails.map((email, i) => {
    const day = Math.floor(i / meetingsADay) % 60;
    const at = new Date(first.getTime() + day * dayMs + (i % meetingsADay) * 30 * 60_000);
    const booking = inventBooking(email, at, now, { name });
    return { email, bodies: [JSON.stringify(bookedWebhook(booking))], ended: null, left: booking };
  });
}

/**
 * Each booking is canceled by its invitee.
 * @throws NothingToSimulate when no person has a simulated booking
 */
export function planCancels(
  emails: readonly string[],
  known: SimulatedBookings,
  now: Date,
): Step[] {
  return bookingsOf(emails, known).map((booking) => ({
    email: booking.email,
    bodies: [JSON.stringify(canceledWebhook(booking, now, { reason: 'Un empêchement' }))],
    ended: booking,
    left: null,
  }));
}

/**
 * Each booking is replaced by one at `start`, or one day later.
 * @throws NothingToSimulate when no person has a simulated booking
 */
export function planReschedules(
  emails: readonly string[],
  known: SimulatedBookings,
  { start, now }: { start: Date | null; now: Date },
): Step[] {
  return bookingsOf(emails, known).map((old) => {
    const at = start ?? new Date(new Date(old.start).getTime() + dayMs);
    const fresh = inventBooking(old.email, at, now, {
      name: old.name,
      replaces: simulatedUri(old),
    });
    const canceled = canceledWebhook(old, now, { replacedBy: simulatedUri(fresh) });
    return {
      email: old.email,
      bodies: [JSON.stringify(canceled), JSON.stringify(bookedWebhook(fresh))],
      ended: old,
      left: fresh,
    };
  });
}

/**
 * Each invitee is marked as a no-show, or the mark is removed.
 * @throws NothingToSimulate when no person has a simulated booking
 */
export function planNoShows(
  emails: readonly string[],
  known: SimulatedBookings,
  { marked, now }: { marked: boolean; now: Date },
): Step[] {
  return bookingsOf(emails, known).map((booking) => ({
    email: booking.email,
    bodies: [JSON.stringify(noShowWebhook(booking, marked, now))],
    ended: null,
    left: booking,
  }));
}

/** Each person fills in a routing form. With `booked`, the form led to the person's last simulated booking. */
export function planRoutingForms(
  emails: readonly string[],
  known: SimulatedBookings,
  { booked, now }: { booked: boolean; now: Date },
): Step[] {
  if (booked) bookingsOf(emails, known);
  return emails.map((email) => {
    const booking = known.lastOf(email) ?? null;
    const submitter = booked && booking !== null ? simulatedUri(booking) : null;
    return {
      email,
      bodies: [JSON.stringify(routingFormWebhook(email, submitter, now))],
      ended: null,
      left: booking,
    };
  });
}

function bookingsOf(emails: readonly string[], known: SimulatedBookings): SimulatedBooking[] {
  const bookings = emails.flatMap((email) => known.lastOf(email) ?? []);
  if (bookings.length > 0) return bookings;
  const [email] = emails;
  throw new NothingToSimulate(
    `There is no simulated booking for ${email} that is not canceled.\n` +
      `Book one first: npm run simulate -- book --email ${email}`,
  );
}

/** Ten in the morning of Paris in winter, on a working day. */
function inThreeDays(now: Date): Date {
  const start = new Date(now.getTime() + 3 * dayMs);
  start.setUTCHours(9, 0, 0, 0);
  const weekend = [1, 0, 0, 0, 0, 0, 2][start.getUTCDay()] ?? 0;
  return new Date(start.getTime() + weekend * dayMs);
}
