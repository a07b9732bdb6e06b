import type { CalendlyWorld } from '../bookings/calendly-world.ts';
import { renderLocation } from '../bookings/meeting-location.ts';
import type { ScheduledEvent } from '../bookings/scheduled-event.ts';
import { uriOf } from '../resource-uri.ts';
import { instantOf } from '../time/instant-text.ts';
import { renderCancellation } from './render-invitee.ts';

/** A meeting as webhooks give it (Calendly's docs, "Webhook payload", `scheduled_event`). */
export function renderScheduledEvent(world: CalendlyWorld, event: ScheduledEvent): object {
  const { directory, ledger, clock } = world;
  const now = instantOf(clock.now());
  return {
    uri: uriOf.scheduledEvent(event.id),
    name: event.name,
    meeting_notes_plain: null,
    meeting_notes_html: '',
    status: event.status,
    start_time: event.startTime,
    end_time: event.endTime,
    event_type: uriOf.eventType(event.eventTypeId),
    location: renderLocation(event.location, now),
    invitees_counter: {
      total: event.inviteeIds.length,
      active: ledger.activeInviteesOf(event).length,
      limit: event.limit,
    },
    created_at: event.createdAt,
    updated_at: updatedAt(event, now),
    event_memberships: event.hostIds.map((id) => {
      const host = directory.user(id);
      return { user: uriOf.user(id), user_email: host?.email, user_name: host?.name };
    }),
    event_guests: event.guests.map(({ email, createdAt }) => ({
      email,
      created_at: createdAt,
      updated_at: createdAt,
    })),
    ...(event.cancellation && { cancellation: renderCancellation(event.cancellation) }),
  };
}

/** A meeting as the API gives it: with buffers, and the calendar's own entry (Calendly's docs, "Get Event"). */
export function renderApiScheduledEvent(world: CalendlyWorld, event: ScheduledEvent): object {
  const rendered = renderScheduledEvent(world, event) as { event_memberships: object[] };
  const buffered = { buffered_start_time: event.startTime, buffered_end_time: event.endTime };
  return {
    ...rendered,
    event_memberships: rendered.event_memberships.map((host) => ({ ...host, ...buffered })),
    calendar_event: { kind: 'google', external_id: event.id.replaceAll('-', '').slice(0, 26) },
  };
}

/** A conference link that came after the booking changed the meeting. */
function updatedAt({ location, updatedAt }: ScheduledEvent, now: string): string {
  const isReady = 'readyAt' in location && location.readyAt <= now && location.readyAt > updatedAt;
  return isReady ? location.readyAt : updatedAt;
}
