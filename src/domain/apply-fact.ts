import { type Note, type NoteKey, noteKey, notesCalledFor, type PendingNote } from './booking-note.ts';
import type { BookingKey } from './booking-key.ts';
import type { EmailAddress } from './email-address.ts';
import type { InviteeFact } from './invitee-fact.ts';
import type { LogEntry } from './log-entry.ts';
import type { NoteWriter } from './note-writer.ts';
import { changedProspectFields, mergeProspect, newProspect, type Prospect } from './prospect.ts';
import {
  type FactVersions,
  mergeScheduledEvent,
  type ScheduledEvent,
  scheduledEventChanges,
  unknownScheduledEvent,
  withLineage,
} from './scheduled-event.ts';
import { dateOf, preciseInstantOf, type Version, version } from './version.ts';

/** What is known of one organization, as far as a fact touches it. */
export interface KnownState {
  prospect(email: EmailAddress): Prospect | undefined;
  scheduledEvent(booking: BookingKey): ScheduledEvent | undefined;
  /** The bookings that name `booking` as the one they replace. */
  successorsOf(booking: BookingKey): ScheduledEvent[];
  /** The bookings that name `booking` as the one that replaces them. */
  predecessorsOf(booking: BookingKey): ScheduledEvent[];
  notesOf(booking: BookingKey): KnownNote[];
}

/** As much of a note as a merge needs: its body is never read again. */
export type KnownNote = Pick<Note, 'id' | 'prospectId' | 'createdAt'> & {
  key: NoteKey;
  booking: BookingKey;
};

/** What became true. Rows that did not change are not in it. */
export interface Applied {
  prospect: Prospect;
  prospectIsNew: boolean;
  scheduledEvents: ScheduledEvent[];
  notes: Note[];
  /** Notes that follow their booking to another prospect, or turn out to have happened earlier. */
  notesMoved: KnownNote[];
  entries: LogEntry[];
}

/** What applying needs from outside: time and ids are inputs. */
export interface Surroundings {
  digest: string;
  receivedAt: Date;
  now: Date;
  newId(): string;
  notes: NoteWriter;
}

/**
 * Decides what a fact makes true. For facts with times of their own, the states after every order and repetition of
 * a set of facts are the same; only what is announced on the way differs.
 */
export function applyFact(known: KnownState, fact: InviteeFact, around: Surroundings): Applied {
  const received = preciseInstantOf(around.receivedAt);
  const happenedAt = dateOf(fact.times.occurredAt ?? received);

  const before = known.prospect(fact.email);
  const base = before ?? newProspect(around.newId(), fact.email, around.now, happenedAt);
  const merged = mergeProspect(base, fact, prospectVersion(fact, around), happenedAt);
  const changed = before === undefined ? [] : changedProspectFields(before, merged);
  const prospect = changed.length > 0 ? { ...merged, updatedAt: around.now } : merged;

  const events = mergeBookings(known, fact, around, prospect.id);
  const notes = writeNotes(known, events.own, fact, happenedAt, around);
  events.own.after = { ...events.own.after, pendingNotes: notes.pending };

  const entries: LogEntry[] = [];
  const announce = (type: LogEntry['type'], subjectId: string, fields: readonly string[] = []) =>
    entries.push({ type, subjectId, changed: fields, occurredAt: around.now });
  if (before === undefined) announce('prospect.created', prospect.id);
  else if (changed.length > 0) announce('prospect.updated', prospect.id, changed);
  for (const { before: was, after } of [events.own, ...events.others]) {
    for (const news of scheduledEventChanges(was, after)) announce(news.type, after.id, news.changed);
  }
  for (const note of notes.written) announce('note.added', note.id);

  return {
    prospect,
    prospectIsNew: before === undefined,
    scheduledEvents: [events.own, ...events.others].map(({ after }) => after),
    notes: notes.written,
    notesMoved: notes.moved,
    entries,
  };
}

interface Turned {
  before: ScheduledEvent | null;
  after: ScheduledEvent;
}

/** The fact's own booking, and those on the other side of its lineage that exist. The missing half gets no row. */
function mergeBookings(
  known: KnownState,
  fact: InviteeFact,
  around: Surroundings,
  prospectId: string,
): { own: Turned; others: Turned[] } {
  const { booking } = fact;
  const before = known.scheduledEvent(booking) ?? null;
  const start = before ?? unknownScheduledEvent(around.newId(), booking, prospectId);
  let after = mergeScheduledEvent(start, fact, factVersions(fact, around), prospectId);
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
): { written: Note[]; pending: PendingNote[]; moved: KnownNote[] } {
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
      if (note.happenedAt < told.createdAt) existing.set(key, { ...told, createdAt: note.happenedAt });
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
  return { written, pending, moved };
}

/** A dialect without times counts from its arrival, and then only the order of arrival decides: no digest. */
function factVersions(fact: InviteeFact, { receivedAt, digest }: Surroundings): FactVersions {
  const { toldAt, eventUpdatedAt, inviteeUpdatedAt } = fact.times;
  const received = preciseInstantOf(receivedAt);
  const told = toldAt ?? received;
  const timed = toldAt ?? eventUpdatedAt ?? inviteeUpdatedAt;
  const tie = timed === null ? '' : digest;
  return {
    event: version(eventUpdatedAt ?? told, told, tie),
    invitee: version(inviteeUpdatedAt ?? told, told, tie),
  };
}

function prospectVersion(fact: InviteeFact, around: Surroundings): Version {
  const made = fact.times.inviteeCreatedAt ?? fact.times.toldAt ?? preciseInstantOf(around.receivedAt);
  return `${made}|${factVersions(fact, around).invitee}` as Version;
}
