import type { BookingKey } from '../../src/domain/booking-key.ts';
import type { Note, NoteKey } from '../../src/domain/booking-note.ts';
import type { EmailAddress } from '../../src/domain/email-address.ts';
import type { KnownNote, KnownState } from '../../src/domain/known-state.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import type { ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import type { OrganizationRows } from './memory-database.ts';

/**
 * The rows of one organization when the unit of work was loaded. As in a database, it has only the rows that were
 * requested.
 */
export class LoadedState implements KnownState {
  readonly #prospects = new Map<EmailAddress, Prospect>();
  readonly #events = new Map<BookingKey, ScheduledEvent>();
  readonly #notes = new Map<NoteKey, KnownNote>();

  constructor(
    rows: OrganizationRows,
    bookings: ReadonlySet<BookingKey>,
    emails: ReadonlySet<EmailAddress>,
    notes: ReadonlySet<NoteKey>,
  ) {
    for (const email of emails) {
      for (const prospect of rows.prospects.where('email', email))
        this.#prospects.set(email, prospect);
    }
    for (const booking of bookings) {
      for (const field of ['booking', 'replaces', 'replacedBy'] as const) {
        const found = rows.scheduledEvents.where(field, booking);
        for (const event of found) this.#events.set(event.booking, event);
      }
      for (const note of rows.notes.where('booking', booking)) this.#know(note);
    }
    for (const key of notes) for (const note of rows.notes.where('key', key)) this.#know(note);
  }

  prospect(email: EmailAddress): Prospect | undefined {
    return this.#prospects.get(email);
  }

  scheduledEvent(booking: BookingKey): ScheduledEvent | undefined {
    return this.#events.get(booking);
  }

  successorsOf(booking: BookingKey): ScheduledEvent[] {
    return [...this.#events.values()].filter(({ replaces }) => replaces === booking);
  }

  predecessorsOf(booking: BookingKey): ScheduledEvent[] {
    return [...this.#events.values()].filter(({ replacedBy }) => replacedBy === booking);
  }

  notesOf(booking: BookingKey): KnownNote[] {
    return [...this.#notes.values()].filter((note) => note.booking === booking);
  }

  note(key: NoteKey): KnownNote | undefined {
    return this.#notes.get(key);
  }

  #know({ id, prospectId, createdAt, key, booking }: Note): void {
    if (key !== null) this.#notes.set(key, { id, prospectId, createdAt, key, booking });
  }
}
