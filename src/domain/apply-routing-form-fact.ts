import { submissionNoteKey } from './booking-note.ts';
import type { Applied, KnownNote, KnownState, Surroundings } from './known-state.ts';
import type { LogEntry } from './log-entry.ts';
import type { RoutingFormFact } from './routing-form-fact.ts';
import { tellProspect } from './tell-prospect.ts';
import { dateOf, preciseInstantOf, type Version, version } from './version.ts';

/**
 * Decides what a filled-in routing form makes true: one note per submission, on the prospect of the booking that it
 * led to. Until that booking is told, the note waits: with the person whose e-mail address the form has, or unseen.
 */
export function applyRoutingFormFact(
  known: KnownState,
  fact: RoutingFormFact,
  around: Surroundings,
): Applied {
  const received = preciseInstantOf(around.receivedAt);
  const happenedAt = dateOf(fact.submittedAt ?? fact.toldAt ?? received);
  const person =
    'email' in fact.submitter
      ? tellProspect(
          known,
          fact.submitter.email,
          { ...nobody, tracking: fact.tracking },
          formVersion(fact, around),
          happenedAt,
          around,
        )
      : null;

  const key = submissionNoteKey(fact.submission);
  const before = known.note(key);
  const booking = 'booking' in fact.submitter ? fact.submitter.booking : (before?.booking ?? null);
  const booked = booking === null ? undefined : known.scheduledEvent(booking);
  // A note that has its person keeps it: who told the submission's booking before is not loaded with its e-mail.
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

const nobody = { name: null, firstName: null, lastName: null, phone: null, timezone: null };

function differ(a: KnownNote, b: KnownNote): boolean {
  return (
    a.prospectId !== b.prospectId ||
    a.booking !== b.booking ||
    a.createdAt.getTime() !== b.createdAt.getTime()
  );
}

function formVersion(fact: RoutingFormFact, { receivedAt, digest }: Surroundings): Version {
  const told = fact.toldAt ?? preciseInstantOf(receivedAt);
  const made = fact.submittedAt ?? told;
  return `${made}|${version(fact.updatedAt ?? made, told, digest)}` as Version;
}
