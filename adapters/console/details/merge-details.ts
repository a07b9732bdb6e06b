import type { RealtimeEvent } from '../../wire/realtime-event.ts';
import type { ProspectDetails } from '../api/api.ts';

/** One person's page after these events. Events the snapshot already knows, or about someone else, change nothing. */
export function mergeDetails(
  details: ProspectDetails,
  events: readonly RealtimeEvent[],
): ProspectDetails {
  return events.reduce(
    (latest, event) => (event.seq > latest.seq ? applied(latest, event) : latest),
    details,
  );
}

function applied(details: ProspectDetails, event: RealtimeEvent): ProspectDetails {
  const { seq } = event;
  if (event.type === 'scheduled_event.removed') {
    return { ...details, seq, scheduledEvents: without(details.scheduledEvents, event.subjectId) };
  }
  if (event.data === null) return details;
  const { id } = details.prospect;
  switch (event.type) {
    case 'prospect.created':
    case 'prospect.updated':
      return event.data.id === id ? { ...details, seq, prospect: event.data } : details;
    case 'prospect.erased':
    case 'connection.changed':
      return details;
    case 'note.added':
      return event.data.prospectId === id
        ? { ...details, seq, notes: upserted(details.notes, event.data) }
        : details;
    case 'scheduled_event.created':
    case 'scheduled_event.updated':
    case 'scheduled_event.canceled':
    case 'scheduled_event.rescheduled':
    case 'scheduled_event.no_show_marked':
    case 'scheduled_event.no_show_cleared':
      // A booking that is reported again with another e-mail moves to another prospect, and leaves this page.
      return event.data.prospectId === id
        ? { ...details, seq, scheduledEvents: upserted(details.scheduledEvents, event.data) }
        : { ...details, scheduledEvents: without(details.scheduledEvents, event.data.id) };
  }
}

export function upserted<T extends { id: string }>(items: readonly T[], item: T): T[] {
  return items.some(({ id }) => id === item.id)
    ? items.map((each) => (each.id === item.id ? item : each))
    : [...items, item];
}

function without<T extends { id: string }>(items: T[], gone: string): T[] {
  return items.some(({ id }) => id === gone) ? items.filter(({ id }) => id !== gone) : items;
}
