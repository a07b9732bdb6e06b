import { bookedWebhook, inventBooking } from '../../adapters/booking-sender/simulated-webhook.ts';

/** The bodies of so many first bookings, each by another person: `ada-1@example.com` and so on. */
export function bookings(count: number, name = 'ada'): string[] {
  return Array.from({ length: count }, (_, i) => aBooking(`${name}-${i + 1}@example.com`));
}

/** The body of a booking, new each time, for two days from now. */
export function aBooking(email = 'ada@example.com'): string {
  const now = new Date();
  const start = new Date(now.getTime() + 48 * 3600_000);
  return JSON.stringify(bookedWebhook(inventBooking(email, start, now)));
}
