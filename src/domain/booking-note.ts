import type { BookingKey } from './booking-key.ts';
import type { InviteeFact } from './invitee-fact.ts';

export type NoteKind =
  | 'booked'
  | 'rescheduled'
  | 'canceled'
  | 'no_show'
  | 'routing_form'
  | 'manual';

/** A note on a prospect. What Calendly told has a key and no author; what a person wrote has an author and no key. */
export interface Note {
  id: string;
  /** Null while the note's booking was never told: nobody sees the note until it is. */
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
 * What makes a note the same note: the booking (whose fact it is), the kind (each is told once), and for a booking
 * moved in place the new start (each move is told once).
 */
export type NoteKey = string & { readonly __brand: 'NoteKey' };

/** A note that a fact calls for. Its sentence needs the start of the meeting, which may not be known yet. */
export interface PendingNote {
  kind: Exclude<NoteKind, 'routing_form' | 'manual'>;
  /** True for the booking that keeps its identity when it is moved. */
  inPlace: boolean;
  happenedAt: Date;
  /** The meeting as the fact itself told it; undefined when it told none. */
  told: { startTime: Date | null; name: string | null } | undefined;
  reason: string | null;
}

/** The notes that a fact calls for, whether or not they were written before. */
export function notesCalledFor(fact: InviteeFact, happenedAt: Date): PendingNote[] {
  const { meeting } = fact;
  const told = meeting && { startTime: meeting.startTime, name: meeting.name };
  const about = { inPlace: false, happenedAt, told, reason: null };
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

/** The key of a called-for note of a booking, once the start is known. */
export function noteKey(booking: BookingKey, note: PendingNote, start: Date): NoteKey {
  return `${booking}|${note.kind}|${note.inPlace ? start.toISOString() : ''}` as NoteKey;
}
