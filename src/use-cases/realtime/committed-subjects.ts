import type { Prospect } from '../../domain/prospect.ts';
import { type ScheduledEvent, statusOf } from '../../domain/scheduled-event.ts';
import type { Grown } from '../../ports/event-log.ts';
import type { Subject } from '../../ports/notifier.ts';

/**
 * The subjects that a commit holds, by id. It holds a prospect only when it created it: the next meeting of a known one
 * may be another, so the store must say.
 */
export function committedSubjects(grown: Grown, now: Date): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  const made = new Set(
    grown.entries
      .filter(({ type }) => type === 'prospect.created')
      .map(({ subjectId }) => subjectId),
  );
  for (const prospect of grown.prospects) {
    if (!made.has(prospect.id)) continue;
    const nextScheduledEventAt = nextStart(prospect, grown.scheduledEvents, now);
    subjects.set(prospect.id, {
      kind: 'prospect',
      prospect: { ...prospect, nextScheduledEventAt },
    });
  }
  for (const scheduledEvent of grown.scheduledEvents) {
    subjects.set(scheduledEvent.id, { kind: 'scheduled_event', scheduledEvent });
  }
  for (const note of grown.notes) subjects.set(note.id, { kind: 'note', note });
  return subjects;
}

function nextStart({ id }: Prospect, events: readonly ScheduledEvent[], now: Date): Date | null {
  let next: Date | null = null;
  for (const event of events) {
    const { startTime } = event.meeting;
    if (event.prospectId !== id || statusOf(event) !== 'active') continue;
    if (startTime !== null && startTime > now && (next === null || startTime < next)) {
      next = startTime;
    }
  }
  return next;
}
