import { applyPerson } from './apply-person.ts';
import {
  type Note,
  type NoteKey,
  noteKey,
  notesCalledFor,
  type PendingNote,
} from './booking-note.ts';
import { boundedFact } from './bounded-fact.ts';
import type { InviteeFact } from './invitee-fact.ts';
import type { Applied, KnownNote, KnownState, Surroundings } from './known-state.ts';
import type { LogEntry } from './log-entry.ts';
import {
  type FactVersions,
  mergeScheduledEvent,
  type ScheduledEvent,
  scheduledEventChanges,
  statusOf,
  unknownScheduledEvent,
  withLineage,
} from './scheduled-event.ts';
import { dateOf, type PreciseInstant, preciseInstantOf, type Version, version } from './version.ts';

/** Decides what one delivery about one invitee's booking makes true. */
export function applyInviteeFact(
  known: KnownState,
  reported: InviteeFact,
  around: Surroundings,
): Applied {
  const fact = boundedFact(reported);
  const received = preciseInstantOf(around.receivedAt);
  const happenedAt = dateOf(fact.times.occurredAt ?? received);
  const versions = factVersions(fact, received, around.digest);

  const words = { phone: null, tracking: null, ...fact.details, ...fact.contact };
  const person = applyPerson(
    known,
    fact.email,
    words,
    prospectVersion(fact, received, versions),
    happenedAt,
    around,
  );
  const { prospect } = person;

  const events = mergeBookings(known, fact, versions, around, prospect.id);
  const notes = writeNotes(known, events.own, fact, happenedAt, around);
  events.own.after = { ...events.own.after, pendingNotes: notes.pending };

  const turned = [events.own, ...events.others];
  const entries: LogEntry[] = [...person.entries];
  const announce = (type: LogEntry['type'], subjectId: string, fields: readonly string[] = []) =>
    entries.push({ type, subjectId, changed: fields, occurredAt: around.now });
  const announced = new Set(entries.map(({ subjectId }) => subjectId));
  for (const id of withAnotherNextMeeting(turned)) {
    if (!announced.has(id)) announce('prospect.updated', id, ['nextScheduledEventAt']);
  }
  for (const { before: was, after } of turned) {
    for (const news of scheduledEventChanges(was, after))
      announce(news.type, after.id, news.changed);
  }
  for (const id of notes.shown) announce('note.added', id);

  return {
    prospects: [prospect],
    prospectIsNew: person.isNew,
    scheduledEvents: turned.map(({ after }) => after),
    notes: notes.written,
    notesMoved: notes.moved,
    entries,
  };
}

/** Ids of the prospects who have another next meeting now. Such a prospect may have no change of its own. */
function withAnotherNextMeeting(turned: readonly Turned[]): Set<string> {
  const ids = new Set<string>();
  for (const { before, after } of turned) {
    const was = before && nextMeeting(before);
    if (was === nextMeeting(after)) continue;
    ids.add(after.prospectId);
    if (before !== null) ids.add(before.prospectId);
  }
  return ids;
}

/** The prospect and start of an active meeting, as text. Null for a meeting that no list of next meetings holds. */
function nextMeeting(event: ScheduledEvent): string | null {
  if (statusOf(event) !== 'active' || event.meeting.startTime === null) return null;
  return `${event.prospectId} ${event.meeting.startTime.toISOString()}`;
}

interface Turned {
  before: ScheduledEvent | null;
  after: ScheduledEvent;
}

/** Merges the fact into its own booking, and its lineage into the bookings that exist. A missing half gets no row. */
function mergeBookings(
  known: KnownState,
  fact: InviteeFact,
  versions: FactVersions,
  around: Surroundings,
  prospectId: string,
): { own: Turned; others: Turned[] } {
  const { booking } = fact;
  const before = known.scheduledEvent(booking) ?? null;
  const start =
    before ?? unknownScheduledEvent(around.newId(), booking, prospectId, around.receivedAt);
  let after = mergeScheduledEvent(start, fact, versions, prospectId);
  for (const { booking: replacedBy } of known.successorsOf(booking)) {
    after = withLineage(after, { replacedBy });
  }
  for (const { booking: replaces } of known.predecessorsOf(booking)) {
    after = withLineage(after, { replaces });
  }

  const others: Turned[] = [];
  const old = after.replaces === null ? undefined : known.scheduledEvent(after.replaces);
  if (old !== undefined && old.replacedBy !== booking) {
    others.push({ before: old, after: withLineage(old, { replacedBy: booking }) });
  }
  const next = after.replacedBy === null ? undefined : known.scheduledEvent(after.replacedBy);
  if (next !== undefined && next.replaces !== booking) {
    others.push({ before: next, after: withLineage(next, { replaces: booking }) });
  }
  return { own: { before, after }, others };
}

function writeNotes(
  known: KnownState,
  { before, after }: Turned,
  fact: InviteeFact,
  happenedAt: Date,
  around: Surroundings,
): { written: Note[]; pending: PendingNote[]; moved: KnownNote[]; shown: string[] } {
  const existing = new Map<NoteKey, KnownNote>();
  for (const note of known.notesOf(fact.booking)) {
    existing.set(note.key, { ...note, prospectId: after.prospectId });
  }
  const written: Note[] = [];
  const pending: PendingNote[] = [];
  // Notes are sorted by time: when Calendly reports a note twice, the earlier time counts, whichever arrived first.
  const called = [...(before?.pendingNotes ?? []), ...notesCalledFor(fact, happenedAt)];
  for (const note of called.toSorted((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime())) {
    const start = note.meeting?.startTime ?? after.meeting.startTime;
    if (start === null) {
      if (!pending.some(({ kind }) => kind === note.kind)) pending.push(note);
      continue;
    }
    const key = noteKey(fact.booking, note, start);
    const earlier = existing.get(key);
    if (earlier !== undefined) {
      if (note.happenedAt < earlier.createdAt)
        existing.set(key, { ...earlier, createdAt: note.happenedAt });
      continue;
    }
    const name = note.meeting === undefined ? after.meeting.name : note.meeting.name;
    const fresh = {
      id: around.newId(),
      prospectId: after.prospectId,
      kind: note.kind,
      body: around.notes.write(note, start, name),
      createdAt: note.happenedAt,
      author: null,
      key,
      booking: fact.booking,
    };
    written.push(fresh);
    existing.set(key, fresh);
  }
  const moved = known.notesOf(fact.booking).flatMap((was) => {
    const is = existing.get(was.key);
    const stays = is?.prospectId === was.prospectId && is.createdAt >= was.createdAt;
    return is === undefined || stays ? [] : [is];
  });
  const arrived = moved.filter(({ id, prospectId }) =>
    known.notesOf(fact.booking).some((was) => was.id === id && was.prospectId !== prospectId),
  );
  return { written, pending, moved, shown: [...arrived, ...written].map(({ id }) => id) };
}

/**
 * Versions from the fact's times. A dialect without times counts from its arrival, and has no digest: the order of
 * arrival decides then.
 */
function factVersions(fact: InviteeFact, received: PreciseInstant, digest: string): FactVersions {
  const { reportedAt, eventUpdatedAt, inviteeUpdatedAt } = fact.times;
  const reported = reportedAt ?? received;
  const timed = reportedAt ?? eventUpdatedAt ?? inviteeUpdatedAt;
  const tie = timed === null ? '' : digest;
  return {
    event: version(eventUpdatedAt ?? reported, reported, tie),
    invitee: version(inviteeUpdatedAt ?? reported, reported, tie),
  };
}

function prospectVersion(
  { times }: InviteeFact,
  received: PreciseInstant,
  { invitee }: FactVersions,
): Version {
  const made = times.inviteeCreatedAt ?? times.reportedAt ?? received;
  return `${made}|${invitee}` as Version;
}
