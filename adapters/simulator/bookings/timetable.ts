import type { EventType } from '../people/event-type.ts';
import type { SeededIds } from '../seeded-ids.ts';
import { SeededRandom } from '../seeded-random.ts';
import { instantText } from '../time/instant-text.ts';
import { inventAnswers, inventPerson } from './invent-people.ts';
import type { Person } from './new-meeting.ts';

const quarterMs = 15 * 60_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Meetings are between these hours, UTC. */
const opens = 7;
const closes = 17;

/** The fate of a meeting that nobody touches. */
export type Fate = 'kept' | 'canceled_by_host' | 'canceled_by_invitee' | 'moved' | 'missed';

/** One slot's meeting: its person, its type and its fate. */
export interface Draft {
  slot: number;
  start: string;
  type: EventType;
  person: Person;
  fate: Fate;
  /** True when the meeting of the previous slot was moved here: the same person and type of meeting. */
  isMovedHere: boolean;
  random: SeededRandom;
}

/**
 * The made-up meetings of a host, in slots of equal length since 1970. With one seed a slot's meeting is the same at
 * every start of the simulator: tomorrow's past is today's past and one day more.
 */
export class Timetable {
  readonly #ids: SeededIds;
  readonly #name: string;
  readonly #types: readonly EventType[];
  readonly #slotMs: number;
  readonly #people: number;

  constructor(
    ids: SeededIds,
    host: { name: string; types: readonly EventType[] },
    { slotMs, people }: { slotMs: number; people: number },
  ) {
    this.#ids = ids;
    this.#name = host.name;
    this.#types = host.types;
    this.#slotMs = slotMs;
    this.#people = people;
  }

  /** The slot that contains an instant. */
  slotAt(ms: number): number {
    return Math.floor(ms / this.#slotMs);
  }

  /** The last slot whose meeting starts before an instant. */
  lastBefore(ms: number): number {
    let slot = this.slotAt(ms + dayMs);
    while (this.#startMs(slot) >= ms) slot -= 1;
    return slot;
  }

  draft(slot: number): Draft {
    const random = this.#random('slot', slot);
    const fate = fateOf(random);
    const before = fateOf(this.#random('slot', slot - 1)) === 'moved' ? this.draft(slot - 1) : null;
    const source = before?.fate === 'moved' ? before : null;
    const type = source?.type ?? random.oneOf(this.#types);
    return {
      slot,
      start: instantText(this.#startMs(slot) * 1000),
      type,
      person: source?.person ?? this.person(random, type),
      // An invitee of a group is not moved: the others would complicate the history.
      fate: fate === 'moved' && type.limit > 1 ? 'kept' : fate,
      isMovedHere: source !== null,
      random,
    };
  }

  /** One of the persons who book with this host. */
  person(random: SeededRandom, { question }: EventType): Person {
    const number = random.below(this.#people) + 1;
    const person = inventPerson(this.#random('person', number), number);
    return { ...person, answers: inventAnswers(random, question) };
  }

  /** Gives the same id for the same name and number, in every run. */
  id(kind: string, slot: number, number = 0): string {
    return this.#ids.of(kind, `${this.#name}/${slot}/${number}`);
  }

  /** The slots of a day share its opening hours. */
  #startMs(slot: number): number {
    const ms = slot * this.#slotMs;
    const ofDay = ms % dayMs;
    const open = opens * hourMs + (ofDay / dayMs) * (closes - opens) * hourMs;
    return ms - ofDay + open - (open % quarterMs);
  }

  #random(kind: string, number: number): SeededRandom {
    const id = this.#ids.of(kind, `${this.#name}/${number}`);
    return new SeededRandom(Number.parseInt(id.slice(0, 8), 16));
  }
}

function fateOf(random: SeededRandom): Fate {
  const drawn = random.fraction();
  if (drawn < 0.03) return 'canceled_by_host';
  if (drawn < 0.08) return 'canceled_by_invitee';
  if (drawn < 0.14) return 'moved';
  return drawn < 0.18 ? 'missed' : 'kept';
}
