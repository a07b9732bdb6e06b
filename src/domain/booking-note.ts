import type { BookingKey } from './booking-key.ts';
import type { InviteeFact } from './invitee-fact.ts';

export type NoteKind =
  | 'booked'
  | 'rescheduled'
  | 'canceled'
  | 'no_show'
  | 'routing_form'
  | 'manual';

/**
 * A note on a prospect. A note about a Calendly fact has a key and no author. A note by a person has an author and no
 * key.
 */
export interface Note {
  id: string;
  /** Null until Calendly reports the note's booking. Nobody sees the note until then. */
  prospectId: string | null;
  kind: NoteKind;
  body: string;
  /** When the fact happened. */
  createdAt: Date;
  author: string | null;
  key: NoteKey | null;
  booking: BookingKey | null;
}

/**
 * Makes a note the same note. It names the booking and the kind, because each kind is written once per booking. For a
 * booking moved in place it also names the new start, because each move is written once.
 */
export type NoteKey = string & { readonly __brand: 'NoteKey' };

/** A note that a fact calls for. Its sentence needs the start of the meeting, which may not be known yet. */
export interface PendingNote {
  kind: Exclude<NoteKind, 'routing_form' | 'manual'>;
  /** True when the booking moved and kept its identity. */
  inPlace: boolean;
  happenedAt: Date;
  /** The meeting in the fact itself; undefined when the fact has none. */
  meeting: { startTime: Date | null; name: string | null } | undefined;
  reason: string | null;
}

/** The notes that a fact calls for. Some may have been written before. */
export function notesCalledFor(fact: InviteeFact, happenedAt: Date): PendingNote[] {
  const meeting = fact.meeting && {
    startTime: fact.meeting.startTime,
    name: fact.meeting.name,
  };
  const about = { inPlace: false, happenedAt, meeting, reason: null };
  const notes: PendingNote[] = [];
  if (fact.kind === 'booked') {
    notes.push({ ...about, kind: fact.replaces === null ? 'booked' : 'rescheduled' });
  }
  if (fact.kind === 'moved') notes.push({ ...about, kind: 'rescheduled', inPlace: true });
  if (fact.cancellation !== null && !fact.rescheduledAway) {
    const reason = fact.cancellation.reason?.trim() || null;
    notes.push({
      ...about,
      kind: 'canceled',
      happenedAt: fact.cancellation.at ?? happenedAt,
      reason,
    });
  }
  if (fact.noShow?.marked) {
    notes.push({ ...about, kind: 'no_show', happenedAt: fact.noShow.at ?? happenedAt });
  }
  return notes;
}

/** The key of the note about a routing form's submission. */
export function submissionNoteKey(submission: string): NoteKey {
  return `${submission}|routing_form|` as NoteKey;
}

/** The key of a booking's note, once the start is known. */
export function noteKey(booking: BookingKey, note: PendingNote, start: Date): NoteKey {
  return `${booking}|${note.kind}|${note.inPlace ? start.toISOString() : ''}` as NoteKey;
}
