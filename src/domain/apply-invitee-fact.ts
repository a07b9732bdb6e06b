import {
  type Note,
  type NoteKey,
  noteKey,
  notesCalledFor,
  type PendingNote,
} from './booking-note.ts';
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
import { tellProspect } from './tell-prospect.ts';
import { dateOf, type PreciseInstant, preciseInstantOf, type Version, version } from './version.ts';

/** Decides what one delivery's word on one invitee's booking makes true. */
export function applyInviteeFact(
  known: KnownState,
  fact: InviteeFact,
  around: Surroundings,
): Applied {
  const received = preciseInstantOf(around.receivedAt);
  const happenedAt = dateOf(fact.times.occurredAt ?? received);
  const versions = factVersions(fact, received, around.digest);

  const words = { phone: null, tracking: null, ...fact.details, ...fact.contact };
  const person = tellProspect(
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
  const told = new Set(entries.map(({ subjectId }) => subjectId));
  for (const id of withAnotherNextMeeting(turned)) {
    if (!told.has(id)) announce('prospect.updated', id, ['nextScheduledEventAt']);
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

/** The prospects whose meetings to come are others now, although nothing of their own changed. */
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

/** What a booking contributes to the list of meetings to come. */
function nextMeeting(event: ScheduledEvent): string | null {
  if (statusOf(event) !== 'active' || event.meeting.startTime === null) return null;
  return `${event.prospectId} ${event.meeting.startTime.toISOString()}`;
}

interface Turned {
  before: ScheduledEvent | null;
  after: ScheduledEvent;
}

/** The fact's own booking, and those on the other side of its lineage that exist. The missing half gets no row. */
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
  // Earliest first: a note that is told more than once happened when it first did, whichever came first.
  const called = [...(before?.pendingNotes ?? []), ...notesCalledFor(fact, happenedAt)];
  for (const note of called.toSorted((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime())) {
    const start = note.told?.startTime ?? after.meeting.startTime;
    if (start === null) {
      if (!pending.some(({ kind }) => kind === note.kind)) pending.push(note);
      continue;
    }
    const key = noteKey(fact.booking, note, start);
    const told = existing.get(key);
    if (told !== undefined) {
      if (note.happenedAt < told.createdAt)
        existing.set(key, { ...told, createdAt: note.happenedAt });
      continue;
    }
    const name = note.told === undefined ? after.meeting.name : note.told.name;
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

/** A dialect without times counts from its arrival, and then only the order of arrival decides: no digest. */
function factVersions(fact: InviteeFact, received: PreciseInstant, digest: string): FactVersions {
  const { toldAt, eventUpdatedAt, inviteeUpdatedAt } = fact.times;
  const told = toldAt ?? received;
  const timed = toldAt ?? eventUpdatedAt ?? inviteeUpdatedAt;
  const tie = timed === null ? '' : digest;
  return {
    event: version(eventUpdatedAt ?? told, told, tie),
    invitee: version(inviteeUpdatedAt ?? told, told, tie),
  };
}

function prospectVersion(
  { times }: InviteeFact,
  received: PreciseInstant,
  { invitee }: FactVersions,
): Version {
  const made = times.inviteeCreatedAt ?? times.toldAt ?? received;
  return `${made}|${invitee}` as Version;
}
