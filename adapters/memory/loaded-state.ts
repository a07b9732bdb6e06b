import type { KnownNote, KnownState } from '../../src/domain/apply-fact.ts';
import type { BookingKey } from '../../src/domain/booking-key.ts';
import type { EmailAddress } from '../../src/domain/email-address.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import type { ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import type { OrganizationRows } from './memory-database.ts';

/** What one organization had when a unit was loaded. Like a database's, it knows only what was asked for. */
export class LoadedState implements KnownState {
  readonly #prospects = new Map<EmailAddress, Prospect>();
  readonly #events = new Map<BookingKey, ScheduledEvent>();
  readonly #notes: KnownNote[] = [];

  constructor(
    rows: OrganizationRows,
    bookings: ReadonlySet<BookingKey>,
    emails: ReadonlySet<EmailAddress>,
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
      for (const { id, prospectId, createdAt, key } of rows.notes.where('booking', booking)) {
        if (key !== null) this.#notes.push({ id, prospectId, createdAt, key, booking });
      }
    }
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
    return this.#notes.filter((note) => note.booking === booking);
  }
}
