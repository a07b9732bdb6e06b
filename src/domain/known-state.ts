import type { BookingKey } from './booking-key.ts';
import type { Note, NoteKey } from './booking-note.ts';
import type { EmailAddress } from './email-address.ts';
import type { LogEntry } from './log-entry.ts';
import type { NoteWriter } from './note-writer.ts';
import type { Prospect } from './prospect.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

/** The part of one organization's state that a fact touches. */
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

/** The fields of a note that a merge needs. The body is never read again. */
export type KnownNote = Pick<Note, 'id' | 'prospectId' | 'createdAt' | 'booking'> & {
  key: NoteKey;
};

/** The result of a fact. It holds no rows that did not change. */
export interface Applied {
  prospects: Prospect[];
  /** True when the person was not known before. */
  prospectIsNew: boolean;
  scheduledEvents: ScheduledEvent[];
  notes: Note[];
  /** Notes that follow their booking to another prospect, or that happened earlier than known. */
  notesMoved: KnownNote[];
  entries: LogEntry[];
}

/** The inputs of a decision besides state and fact: time and ids come from outside. */
export interface Surroundings {
  digest: string;
  receivedAt: Date;
  now: Date;
  newId(): string;
  notes: NoteWriter;
}
