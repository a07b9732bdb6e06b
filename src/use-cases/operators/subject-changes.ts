import type { KnownState } from '../../domain/known-state.ts';
import type { Prospect } from '../../domain/prospect.ts';
import { type ScheduledEvent, statusOf } from '../../domain/scheduled-event.ts';
import type { OrganizationChanges } from '../../ports/ingest-store.ts';
import type { Subject } from '../../ports/notifier.ts';
import type { SubjectChange } from '../../ports/subject-change.ts';

/** The meetings of the touched prospects before a decision, by the prospect's id. */
export type MeetingsBefore = ReadonlyMap<string, readonly ScheduledEvent[]>;

/** The realtime events of these changes, in their order. */
export function subjectChanges(
  known: KnownState,
  changes: OrganizationChanges,
  meetingsBefore: MeetingsBefore,
  now: Date,
): SubjectChange[] {
  const subjects = new Map<string, Pick<SubjectChange, 'before' | 'after'>>();
  for (const after of changes.prospects) {
    const before = known.prospect(after.email) ?? null;
    const met = meetingsBefore.get(after.id) ?? [];
    subjects.set(after.id, {
      before: before && prospectSubject(before, met, now),
      after: prospectSubject(after, withChanged(met, changes.scheduledEvents), now),
    });
  }
  for (const after of changes.scheduledEvents) {
    const before = known.scheduledEvent(after.booking);
    subjects.set(after.id, {
      before: before === undefined ? null : { kind: 'scheduled_event', scheduledEvent: before },
      after: { kind: 'scheduled_event', scheduledEvent: after },
    });
  }
  for (const note of changes.notes) {
    subjects.set(note.id, { before: null, after: { kind: 'note', note } });
  }
  return changes.entries.flatMap(({ type, subjectId }) => {
    const subject = subjects.get(subjectId);
    return subject === undefined ? [] : [{ type, subjectId, ...subject }];
  });
}

function prospectSubject(
  prospect: Prospect,
  meetings: readonly ScheduledEvent[],
  now: Date,
): Subject {
  const starts = meetings
    .filter((event) => event.prospectId === prospect.id && statusOf(event) === 'active')
    .flatMap(({ meeting: { startTime } }) =>
      startTime !== null && startTime > now ? [startTime] : [],
    )
    .toSorted((a, b) => a.getTime() - b.getTime());
  return { kind: 'prospect', prospect: { ...prospect, nextScheduledEventAt: starts[0] ?? null } };
}

function withChanged(
  meetings: readonly ScheduledEvent[],
  changed: readonly ScheduledEvent[],
): ScheduledEvent[] {
  const ids = new Set(changed.map(({ id }) => id));
  return [...meetings.filter(({ id }) => !ids.has(id)), ...changed];
}
