import { bookedWebhook, inventBooking } from '../../adapters/booking-sender/simulated-webhook.ts';

interface Webhook {
  created_by: string;
  payload: { scheduled_event: { event_memberships: { user: string }[] } };
}

/** The body that tells a first booking, by the subscription of one user and with others as hosts. */
export function aReportedBooking(
  email: string,
  { creator, hosts = [creator] }: { creator: string; hosts?: string[] },
): string {
  const now = new Date('2026-01-04T11:00:00.000Z');
  const start = new Date('2026-01-08T10:00:00.000Z');
  const webhook = bookedWebhook(inventBooking(email, start, now)) as Webhook;
  webhook.created_by = creator;
  webhook.payload.scheduled_event.event_memberships = hosts.map((user) => ({ user }));
  return JSON.stringify(webhook);
}
