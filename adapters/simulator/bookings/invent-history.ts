import type { User } from '../people/directory.ts';
import type { EventType } from '../people/event-type.ts';
import { SeededRandom } from '../seeded-random.ts';
import { addSeconds, instantOf } from '../time/instant-text.ts';
import type { CalendlyWorld } from './calendly-world.ts';
import { inventPerson } from './invent-people.ts';
import type { Invitee } from './invitee.ts';
import { newInvitee, newScheduledEvent, type Person } from './new-meeting.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

const day = 86_400;

export interface HistoryPlan {
  /** Meetings that are over. */
  past: number;
  /** How far back the first of them was. */
  pastDays: number;
  /** Meetings to come, one a day. */
  future: number;
  seed: number;
}

/** Fills the ledger of one host, and tells nobody: it happened before anybody subscribed. */
export function inventHistory(world: CalendlyWorld, host: User, plan: HistoryPlan): void {
  const writer = new HistoryWriter(world, host, plan.seed);
  const today = `${instantOf(world.clock.now()).slice(0, 10)}T00:00:00.000000Z`;
  const first = addSeconds(today, -plan.pastDays * day);
  const step = ((plan.pastDays - 1) * day) / Math.max(1, plan.past);
  for (let at = 0; at < plan.past; at += 1)
    writer.writePast(onTheQuarter(addSeconds(first, at * step)));
  for (let at = 1; at <= plan.future; at += 1)
    writer.writeFuture(addSeconds(today, at * day + (9 + (at % 7)) * 3600));
}

class HistoryWriter {
  readonly #world: CalendlyWorld;
  readonly #random: SeededRandom;
  readonly #types: readonly EventType[];
  readonly #people: Person[] = [];
  /** Who moved their meeting: their next one is the new half. */
  #moving: Invitee | null = null;

  constructor(world: CalendlyWorld, host: User, seed: number) {
    this.#world = world;
    this.#random = new SeededRandom(seed);
    this.#types = world.directory.eventTypes.filter(
      ({ ownerId, hostIds }) => ownerId === host.id && hostIds.length === 1,
    );
  }

  writePast(start: string): void {
    const type = this.#moving ? this.#typeOf(this.#moving) : this.#random.oneOf(this.#types);
    const event = this.#write(type, start);
    const [invitee] = this.#world.ledger.inviteesOf(event) as [Invitee];
    const fate = this.#random.fraction();
    if (fate < 0.08) this.#cancel(event, invitee, fate < 0.03 ? this.#hostOf(event) : null);
    else if (fate < 0.14 && type.limit === 1) this.#moveAway(event, invitee);
    else if (fate < 0.18) this.#missed(event, invitee);
  }

  writeFuture(start: string): void {
    this.#moving = null;
    this.#write(this.#random.oneOf(this.#types), start);
  }

  #write(type: EventType, start: string): ScheduledEvent {
    const { ledger, ids } = this.#world;
    const replaces = this.#moving;
    this.#moving = null;
    const person = replaces ?? this.#person(type);
    const booked = addSeconds(start, -(1 + this.#random.below(7)) * day);
    const createdAt = this.#later(replaces?.cancellation?.createdAt ?? booked);
    const whom = { hostIds: type.hostIds, person };
    const event = newScheduledEvent(type, { start, createdAt }, whom, ids);
    ledger.addEvent(event);
    const first = newInvitee(event, person, { createdAt: this.#later(createdAt), replaces }, ids);
    ledger.addInvitee(first);
    if (replaces) replaces.replacedBy = { eventId: event.id, id: first.id };
    const more = type.limit === 1 ? 0 : this.#random.below(4);
    for (let at = 0; at < more; at += 1) this.#join(event, type);
    return event;
  }

  #join(event: ScheduledEvent, type: EventType): void {
    const createdAt = this.#later(event.updatedAt);
    const invitee = newInvitee(event, this.#person(type), { createdAt }, this.#world.ids);
    this.#world.ledger.addInvitee(invitee);
    event.updatedAt = this.#later(createdAt);
  }

  #cancel(event: ScheduledEvent, invitee: Invitee, host: string | null): void {
    const latest = event.updatedAt > invitee.createdAt ? event.updatedAt : invitee.createdAt;
    const createdAt = this.#between(latest, event.startTime);
    const reason = host === null ? null : 'Empêchement';
    const cancelerType = host === null ? ('invitee' as const) : ('host' as const);
    const canceled = { canceledBy: host ?? invitee.name, reason, cancelerType, createdAt };
    const leaving = host === null ? [invitee] : this.#world.ledger.inviteesOf(event);
    for (const each of leaving) {
      Object.assign(each, { status: 'canceled', cancellation: canceled, updatedAt: createdAt });
    }
    event.updatedAt = this.#later(createdAt);
    if (this.#world.ledger.activeInviteesOf(event).length > 0) return;
    Object.assign(event, { status: 'canceled', cancellation: canceled });
  }

  #moveAway(event: ScheduledEvent, invitee: Invitee): void {
    this.#cancel(event, invitee, null);
    this.#moving = invitee;
  }

  #missed(event: ScheduledEvent, invitee: Invitee): void {
    const createdAt = this.#later(event.endTime);
    invitee.noShow = { id: this.#world.ids.next('no-show'), createdAt };
    invitee.updatedAt = createdAt;
    this.#world.ledger.addNoShow(invitee.noShow.id, invitee);
  }

  #person(type: EventType): Person {
    return inventPerson(this.#random, this.#people, type.question);
  }

  #typeOf(invitee: Invitee): EventType {
    const { eventTypeId } = this.#world.ledger.eventOf(invitee);
    return this.#types.find(({ id }) => id === eventTypeId) as EventType;
  }

  #hostOf({ hostIds }: ScheduledEvent): string {
    return this.#world.directory.user(hostIds[0] ?? '')?.name ?? '';
  }

  /** Somewhere in the first half of the time from one instant to another. */
  #between(from: string, to: string): string {
    const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
    return this.#later(addSeconds(from, (this.#random.fraction() * seconds) / 2));
  }

  /** Up to a minute after an instant, with microseconds as Calendly has them. */
  #later(instant: string): string {
    return addSeconds(instant, 0.001 + this.#random.below(60_000) / 1000).replace(
      /\d{3}Z$/,
      () => `${String(this.#random.below(1000)).padStart(3, '0')}Z`,
    );
  }
}

function onTheQuarter(instant: string): string {
  return addSeconds(instant, -((Date.parse(instant) / 1000) % 900));
}
