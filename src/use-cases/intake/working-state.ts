import { applyFact } from '../../domain/apply-fact.ts';
import type { BookingKey } from '../../domain/booking-key.ts';
import type { Note, NoteKey } from '../../domain/booking-note.ts';
import type { Fact } from '../../domain/delivery.ts';
import type { EmailAddress } from '../../domain/email-address.ts';
import type { Applied, KnownNote, KnownState, Surroundings } from '../../domain/known-state.ts';
import type { LogEntry } from '../../domain/log-entry.ts';
import type { Prospect } from '../../domain/prospect.ts';
import type { ScheduledEvent } from '../../domain/scheduled-event.ts';
import type { OrganizationChanges } from '../../ports/ingest-store.ts';

/** One organization's state while a batch is applied: the loaded rows, overlaid with the changes of earlier facts. */
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

  apply(fact: Fact, around: Surroundings): Applied {
    const applied = applyFact(this, fact, around);
    for (const prospect of applied.prospects) this.#prospects.set(prospect.email, prospect);
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
    const moved = [...this.#notesMoved.values()];
    const loaded = this.#loaded.notesOf(booking).filter(({ id }) => !this.#notesMoved.has(id));
    return [...loaded, ...moved, ...this.#fresh()].filter((note) => note.booking === booking);
  }

  note(key: NoteKey): KnownNote | undefined {
    const here = [...this.#notesMoved.values(), ...this.#fresh()].find((note) => note.key === key);
    return here ?? this.#loaded.note(key);
  }

  #fresh(): KnownNote[] {
    return this.notes.filter((note): note is Note & KnownNote => note.key !== null);
  }

  #overlaid(
    loaded: ScheduledEvent[],
    matches: (event: ScheduledEvent) => boolean,
  ): ScheduledEvent[] {
    const untouched = loaded.filter(({ booking }) => !this.#scheduledEvents.has(booking));
    return [...untouched, ...this.scheduledEvents.filter(matches)];
  }

  #move(note: KnownNote): void {
    const fresh = this.#notes.get(note.id);
    if (fresh === undefined) this.#notesMoved.set(note.id, note);
    else this.#notes.set(note.id, { ...fresh, ...note });
  }
}
