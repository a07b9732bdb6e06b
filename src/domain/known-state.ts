import type { BookingKey } from './booking-key.ts';
import type { Note, NoteKey } from './booking-note.ts';
import type { EmailAddress } from './email-address.ts';
import type { LogEntry } from './log-entry.ts';
import type { NoteWriter } from './note-writer.ts';
import type { Prospect } from './prospect.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

/** What is known of one organization, as far as a fact touches it. */
export interface KnownState {
  prospect(email: EmailAddress): Prospect | undefined;
  scheduledEvent(booking: BookingKey): ScheduledEvent | undefined;
  /** The bookings that name `booking` as the one they replace. */
  successorsOf(booking: BookingKey): ScheduledEvent[];
  /** The bookings that name `booking` as the one that replaces them. */
  predecessorsOf(booking: BookingKey): ScheduledEvent[];
  notesOf(booking: BookingKey): KnownNote[];
  note(key: NoteKey): KnownNote | undefined;
}

/** As much of a note as a merge needs: its body is never read again. */
export type KnownNote = Pick<Note, 'id' | 'prospectId' | 'createdAt' | 'booking'> & {
  key: NoteKey;
};

/** What became true. Rows that did not change are not in it. */
export interface Applied {
  prospects: Prospect[];
  /** Whether the person was not known before. */
  prospectIsNew: boolean;
  scheduledEvents: ScheduledEvent[];
  notes: Note[];
  /** Notes that follow their booking to its prospect, or turn out to have happened earlier. */
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
