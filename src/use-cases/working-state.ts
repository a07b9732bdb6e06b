import { type Applied, applyFact, type KnownNote, type KnownState, type Surroundings } from '../domain/apply-fact.ts';
import type { BookingKey } from '../domain/booking-key.ts';
import type { Note } from '../domain/booking-note.ts';
import type { EmailAddress } from '../domain/email-address.ts';
import type { InviteeFact } from '../domain/invitee-fact.ts';
import type { LogEntry } from '../domain/log-entry.ts';
import type { Prospect } from '../domain/prospect.ts';
import type { ScheduledEvent } from '../domain/scheduled-event.ts';
import type { OrganizationChanges } from '../ports/ingest-store.ts';

/** One organization's state while a batch is applied: what was loaded, and over it what earlier facts changed. */
export class WorkingState implements KnownState, OrganizationChanges {
  readonly #loaded: KnownState;
  readonly #prospects = new Map<EmailAddress, Prospect>();
  readonly #scheduledEvents = new Map<BookingKey, ScheduledEvent>();
  readonly #notes = new Map<string, Note>();
  readonly #notesMoved = new Map<string, KnownNote>();
  readonly #entries: LogEntry[] = [];

  constructor(loaded: KnownState) {
    this.#loaded = loaded;
  }

  apply(fact: InviteeFact, around: Surroundings): Applied {
    const applied = applyFact(this, fact, around);
    this.#prospects.set(applied.prospect.email, applied.prospect);
    for (const event of applied.scheduledEvents) this.#scheduledEvents.set(event.booking, event);
    for (const note of applied.notes) this.#notes.set(note.id, note);
    for (const note of applied.notesMoved) this.#move(note);
    this.#entries.push(...applied.entries);
    return applied;
  }

  get prospects(): Prospect[] {
    return [...this.#prospects.values()];
  }
  get scheduledEvents(): ScheduledEvent[] {
    return [...this.#scheduledEvents.values()];
  }
  get notes(): Note[] {
    return [...this.#notes.values()];
  }
  get notesMoved(): KnownNote[] {
    return [...this.#notesMoved.values()];
  }
  get entries(): LogEntry[] {
    return this.#entries;
  }

  prospect(email: EmailAddress): Prospect | undefined {
    return this.#prospects.get(email) ?? this.#loaded.prospect(email);
  }

  scheduledEvent(booking: BookingKey): ScheduledEvent | undefined {
    return this.#scheduledEvents.get(booking) ?? this.#loaded.scheduledEvent(booking);
  }

  successorsOf(booking: BookingKey): ScheduledEvent[] {
    return this.#overlaid(
      this.#loaded.successorsOf(booking),
      ({ replaces }) => replaces === booking,
    );
  }

  predecessorsOf(booking: BookingKey): ScheduledEvent[] {
    return this.#overlaid(
      this.#loaded.predecessorsOf(booking),
      ({ replacedBy }) => replacedBy === booking,
    );
  }

  notesOf(booking: BookingKey): KnownNote[] {
    const fresh = this.notes.filter((note): note is Note & KnownNote => note.booking === booking);
    const loaded = this.#loaded.notesOf(booking);
    return [...loaded.map((note) => this.#notesMoved.get(note.id) ?? note), ...fresh];
  }

  #overlaid(loaded: ScheduledEvent[], matches: (event: ScheduledEvent) => boolean): ScheduledEvent[] {
    const untouched = loaded.filter(({ booking }) => !this.#scheduledEvents.has(booking));
    return [...untouched, ...this.scheduledEvents.filter(matches)];
  }

  #move(note: KnownNote): void {
    const fresh = this.#notes.get(note.id);
    if (fresh === undefined) this.#notesMoved.set(note.id, note);
    else this.#notes.set(note.id, { ...fresh, prospectId: note.prospectId, createdAt: note.createdAt });
  }
}
