import { createHash } from 'node:crypto';
import { SequentialIds } from '../../adapters/memory/sequential-ids.ts';
import type { Note } from '../../src/domain/booking-note.ts';
import type { Fact } from '../../src/domain/delivery.ts';
import { type EmailAddress, emailAddress } from '../../src/domain/email-address.ts';
import type { Applied, KnownState } from '../../src/domain/known-state.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import {
  type ScheduledEvent,
  type ScheduledEventStatus,
  statusOf,
} from '../../src/domain/scheduled-event.ts';
import { WorkingState } from '../../src/use-cases/intake/working-state.ts';
import { keyOf } from './a-fact.ts';

const nothing: KnownState = {
  prospect: () => undefined,
  scheduledEvent: () => undefined,
  successorsOf: () => [],
  predecessorsOf: () => [],
  notesOf: () => [],
  note: () => undefined,
};

/** A scheduled event with the status that follows from it. */
export type EventWithStatus = ScheduledEvent & { status: ScheduledEventStatus };

/** One organization, empty at first, that gets facts one after another. */
export class World {
  readonly state: WorkingState;
  readonly #ids = new SequentialIds();
  readonly #notes = new NoteWriter('fr', 'Europe/Paris');
  #now = new Date('2026-01-10T00:00:00Z').getTime();

  constructor(known: KnownState) {
    this.state = new WorkingState(known);
  }

  /** Reports facts, a minute apart, and answers what each made true. */
  report(...facts: Fact[]): Applied[] {
    return facts.map((fact) => {
      this.#now += 60_000;
      const digest = createHash('sha256').update(JSON.stringify(fact)).digest('hex');
      const [receivedAt, now] = [new Date(this.#now), new Date(this.#now)];
      const newId = () => this.#ids.next();
      return this.state.apply(fact, { digest, receivedAt, now, newId, notes: this.#notes });
    });
  }

  prospect(email: string): Prospect | undefined {
    return this.state.prospect(emailAddress(email) as EmailAddress);
  }

  /** The booking of that name. */
  scheduledEvent(name: string): EventWithStatus | undefined {
    const event = this.state.scheduledEvent(keyOf(name));
    return event && { ...event, status: statusOf(event) };
  }

  /** The bodies of a prospect's notes, in the order in which their facts happened. */
  notes(email: string): string[] {
    const id = this.prospect(email)?.id;
    return this.state.notes
      .filter(({ prospectId }) => prospectId === id)
      .toSorted((a: Note, b: Note) => a.createdAt.getTime() - b.createdAt.getTime())
      .map(({ body }) => body);
  }

  /** The types of all that was announced. */
  announced(): string[] {
    return this.state.entries.map(({ type }) => type);
  }
}

export function aWorld(known: KnownState = nothing): World {
  return new World(known);
}
