import type { User } from '../people/directory.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { addSeconds } from '../time/instant-text.ts';
import type { CalendlyWorld } from './calendly-world.ts';
import type { Invitee } from './invitee.ts';
import { newInvitee, newScheduledEvent } from './new-meeting.ts';
import type { Cancellation, ScheduledEvent } from './scheduled-event.ts';
import { type Draft, Timetable } from './timetable.ts';

const daySeconds = 86_400;
const dayMs = daySeconds * 1000;
/** The longest meeting is over by then. */
const overMs = 2 * 3_600_000;

export interface HistoryPlan {
  /** The number of meetings that are over. */
  past: number;
  /** How many days ago the first of them was, when there is at least one a day. */
  pastDays: number;
  /** The number of coming meetings, one a day. */
  future: number;
}

/** Fills the ledger of one host without announcing it: it happened before the first subscription. */
export function inventHistory(world: CalendlyWorld, host: User, plan: HistoryPlan): void {
  const types = world.directory.eventTypes.filter(
    ({ ownerId, hostIds }) => ownerId === host.id && hostIds.length === 1,
  );
  const timetable = new Timetable(
    world.ids,
    { name: host.slug, types },
    {
      // A slot is no longer than a day, so that every coming day has one.
      slotMs: Math.min(dayMs, Math.floor((plan.pastDays * dayMs) / Math.max(1, plan.past))),
      people: Math.ceil(plan.past * 0.8) + 1,
    },
  );
  const writer = new HistoryWriter(world, timetable, { host, leadDays: plan.future + 1 });
  const now = world.clock.now().getTime();
  const last = timetable.lastBefore(now - overMs);
  for (let slot = last - plan.past + 1; slot <= last; slot += 1)
    writer.writePast(timetable.draft(slot));
  for (let day = 1; day <= plan.future; day += 1) {
    writer.write(timetable.draft(timetable.slotAt(now + day * dayMs)), null);
  }
}

class HistoryWriter {
  readonly #world: CalendlyWorld;
  readonly #host: User;
  readonly #timetable: Timetable;
  /** How many days before a meeting bookings begin. */
  readonly #leadDays: number;
  /** The invitee who moves a meeting to the next slot. */
  #moving: Invitee | null = null;

  constructor(
    world: CalendlyWorld,
    timetable: Timetable,
    { host, leadDays }: { host: User; leadDays: number },
  ) {
    this.#world = world;
    this.#host = host;
    this.#timetable = timetable;
    this.#leadDays = leadDays;
  }

  writePast(draft: Draft): void {
    const replaces = draft.isMovedHere ? this.#moving : null;
    const event = this.write(draft, replaces);
    const invitees = this.#world.ledger.inviteesOf(event);
    const [first] = invitees as [Invitee];
    this.#moving = draft.fate === 'moved' ? first : null;
    if (draft.fate === 'missed') this.#missed(draft, event, first);
    else if (draft.fate === 'canceled_by_host') this.#cancel(draft, event, invitees);
    else if (draft.fate !== 'kept') this.#cancel(draft, event, [first]);
  }

  write(draft: Draft, replaces: Invitee | null): ScheduledEvent {
    const { slot, type, person, start, random } = draft;
    const { ledger } = this.#world;
    const booked = addSeconds(start, -(this.#leadDays + random.below(7)) * daySeconds);
    const createdAt = later(random, replaces?.cancellation?.createdAt ?? booked);
    const id = this.#timetable.id('scheduled-event', slot);
    const whom = { hostIds: [this.#host.id], person };
    const event = newScheduledEvent(type, { id, start, createdAt }, whom);
    ledger.addEvent(event);
    const first = this.#join(draft, event, { person, replaces, number: 0 });
    if (replaces) replaces.replacedBy = { eventId: event.id, id: first.id };
    const more = type.limit === 1 ? 0 : random.below(4);
    for (let number = 1; number <= more; number += 1) {
      const another = this.#timetable.person(random, type);
      this.#join(draft, event, { person: another, replaces: null, number });
    }
    return event;
  }

  #join(
    { slot, random }: Draft,
    event: ScheduledEvent,
    who: { person: Draft['person']; replaces: Invitee | null; number: number },
  ): Invitee {
    const { person, replaces, number } = who;
    const id = this.#timetable.id('invitee', slot, number);
    const createdAt = later(random, event.updatedAt);
    const invitee = newInvitee(event, person, { id, createdAt, replaces });
    this.#world.ledger.addInvitee(invitee);
    if (number > 0) event.updatedAt = later(random, createdAt);
    return invitee;
  }

  #cancel({ fate, random }: Draft, event: ScheduledEvent, leaving: readonly Invitee[]): void {
    const isHost = fate === 'canceled_by_host';
    const bookedAt = leaving.at(-1)?.createdAt ?? event.createdAt;
    const latest = bookedAt > event.updatedAt ? bookedAt : event.updatedAt;
    const cancellation: Cancellation = {
      canceledBy: isHost ? this.#host.name : (leaving[0]?.name ?? ''),
      reason: isHost ? 'Empêchement' : null,
      cancelerType: isHost ? 'host' : 'invitee',
      createdAt: between(random, latest, event.startTime),
    };
    const updatedAt = later(random, cancellation.createdAt);
    for (const each of leaving)
      Object.assign(each, { status: 'canceled', cancellation, updatedAt });
    event.updatedAt = updatedAt;
    if (this.#world.ledger.activeInviteesOf(event).length > 0) return;
    Object.assign(event, { status: 'canceled', cancellation });
  }

  #missed({ slot, random }: Draft, event: ScheduledEvent, invitee: Invitee): void {
    const createdAt = later(random, event.endTime);
    invitee.noShow = { id: this.#timetable.id('no-show', slot), createdAt };
    invitee.updatedAt = createdAt;
    this.#world.ledger.addNoShow(invitee.noShow.id, invitee);
  }
}

/** A random instant in the first half of the time between two instants. */
function between(random: SeededRandom, from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return later(random, addSeconds(from, (random.fraction() * seconds) / 2));
}

/** An instant up to a minute later, with microseconds as Calendly has them. */
function later(random: SeededRandom, instant: string): string {
  const micros = String(random.below(1000)).padStart(3, '0');
  return addSeconds(instant, 0.001 + random.fraction() * 59).replace(/\d{3}Z$/, `${micros}Z`);
}
