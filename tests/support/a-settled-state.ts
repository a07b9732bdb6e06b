import type { Note } from '../../src/domain/booking-note.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import { type ScheduledEvent, statusOf } from '../../src/domain/scheduled-event.ts';

interface Rows {
  prospects: readonly Prospect[];
  scheduledEvents: readonly ScheduledEvent[];
  notes: readonly Note[];
}

/** All that is known, without what depends on when it was learnt: ids, and the times of rows. */
export function aSettledState({ prospects, scheduledEvents, notes }: Rows): object {
  const emails = new Map(prospects.map(({ id, email }) => [id, email]));
  return {
    prospects: byKey(
      prospects.map(({ id: _id, createdAt: _made, updatedAt: _changed, ...prospect }) => prospect),
      ({ email }) => email,
    ),
    scheduledEvents: byKey(
      scheduledEvents.map(
        ({ id: _id, receivedAt: _receivedAt, prospectId, pendingNotes, ...event }) => ({
          ...event,
          status: statusOf(event as ScheduledEvent),
          pendingNotes: byKey(pendingNotes, ({ kind }) => kind),
          of: emails.get(prospectId),
        }),
      ),
      ({ booking }) => booking,
    ),
    notes: byKey(
      notes.map(({ id: _id, prospectId, ...note }) => ({
        ...note,
        of: emails.get(prospectId ?? ''),
      })),
      ({ key }) => key ?? '',
    ),
  };
}

function byKey<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
