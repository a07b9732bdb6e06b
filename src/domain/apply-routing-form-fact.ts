import { applyPerson } from './apply-person.ts';
import { submissionNoteKey } from './booking-note.ts';
import type { Applied, KnownNote, KnownState, Surroundings } from './known-state.ts';
import type { LogEntry } from './log-entry.ts';
import { noFields } from './prospect.ts';
import type { RoutingFormFact } from './routing-form-fact.ts';
import { dateOf, preciseInstantOf, type Version, version } from './version.ts';

/**
 * Decides what a filled-in routing form makes true: one note per submission. The note belongs to the prospect of the
 * booking that followed the form. Until Calendly reports that booking, the note waits: with the person whose e-mail
 * address the form holds, or unseen.
 */
export function applyRoutingFormFact(
  known: KnownState,
  fact: RoutingFormFact,
  around: Surroundings,
): Applied {
  const received = preciseInstantOf(around.receivedAt);
  const happenedAt = dateOf(fact.submittedAt ?? fact.reportedAt ?? received);
  const person =
    'email' in fact.submitter
      ? applyPerson(
          known,
          fact.submitter.email,
          { ...noFields, tracking: fact.tracking },
          formVersion(fact, around),
          happenedAt,
          around,
        )
      : null;

  const key = submissionNoteKey(fact.submission);
  const before = known.note(key);
  const booking = 'booking' in fact.submitter ? fact.submitter.booking : (before?.booking ?? null);
  const booked = booking === null ? undefined : known.scheduledEvent(booking);
  // A note that has its person keeps it. Calendly may have reported the booking under another person, who is not
  // loaded.
  const prospectId = booked?.prospectId ?? before?.prospectId ?? person?.prospect.id ?? null;
  const createdAt =
    before !== undefined && before.createdAt < happenedAt ? before.createdAt : happenedAt;
  const after: KnownNote = {
    id: before?.id ?? around.newId(),
    key,
    booking,
    prospectId,
    createdAt,
  };

  const entries: LogEntry[] = [...(person?.entries ?? [])];
  if (prospectId !== null && prospectId !== before?.prospectId) {
    entries.push({ type: 'note.added', subjectId: after.id, changed: [], occurredAt: around.now });
  }
  const body = around.notes.writeForm(fact.answers);
  return {
    prospects: person === null ? [] : [person.prospect],
    prospectIsNew: person?.isNew ?? false,
    scheduledEvents: [],
    notes: before === undefined ? [{ ...after, kind: 'routing_form', body, author: null }] : [],
    notesMoved: before !== undefined && differ(before, after) ? [after] : [],
    entries,
  };
}

function differ(a: KnownNote, b: KnownNote): boolean {
  return (
    a.prospectId !== b.prospectId ||
    a.booking !== b.booking ||
    a.createdAt.getTime() !== b.createdAt.getTime()
  );
}

function formVersion(fact: RoutingFormFact, { receivedAt, digest }: Surroundings): Version {
  const reported = fact.reportedAt ?? preciseInstantOf(receivedAt);
  const made = fact.submittedAt ?? reported;
  return `${made}|${version(fact.updatedAt ?? made, reported, digest)}` as Version;
}
