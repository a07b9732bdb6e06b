import * as fc from 'fast-check';
import type { BookingKey } from '../../src/domain/booking-key.ts';
import { bookingKey } from '../../src/domain/booking-key.ts';
import { type EmailAddress, emailAddress } from '../../src/domain/email-address.ts';
import type { Cancellation, InviteeFact } from '../../src/domain/invitee-fact.ts';
import { instant } from './a-fact.ts';

/** Spellings of the addresses of three people. */
const people = [
  ['ada@example.com', ' Ada@Example.COM', 'ADA@example.com\t'],
  ['grace+calendly@bücher.example', 'Grace+Calendly@xn--bcher-kva.example'],
  ['zo\u00eb@example.com', 'zoe\u0308@example.com'],
] as const;

const word = fc.constantFrom('Ada', "O'Neill", 'שלום', '👩🏽‍🚀', '');

/** The values that vary from one report of a booking to the next. */
const report = fc.record({
  spelling: fc.nat(2),
  /** Microseconds after the report before; 0 leaves the order to the digest. */
  later: fc.constantFrom(0, 1, 1_000, 60_000_000),
  contactName: fc.option(word),
  phone: fc.option(fc.constantFrom('+33612345678', '+14045551234')),
  timezone: fc.option(fc.constantFrom('Europe/Paris', 'America/New_York')),
  utmSource: fc.option(word),
  location: fc.option(fc.option(word), { nil: undefined }),
  detailed: fc.boolean(),
  ownTimes: fc.boolean(),
});

type Report = typeof report extends fc.Arbitrary<infer T> ? T : never;

/** How the bookings of one meeting go on. */
const plan = fc.record({
  startsAfter: fc.nat(3),
  invitees: fc.array(fc.nat(2), { minLength: 1, maxLength: 2 }),
  reschedules: fc.nat(4),
  namesSuccessor: fc.boolean(),
  namesPredecessor: fc.boolean(),
  /** Moves in place. The meeting is then always reported. */
  moves: fc.nat(2),
  hasMeeting: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  reportedAgainAs: fc.option(fc.nat(2)),
  canceled: fc.option(fc.record({ reason: fc.option(word), dated: fc.boolean() })),
  noShowToggles: fc.nat(4),
  reports: fc.array(report, { minLength: 8, maxLength: 8 }),
});

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** Facts with times of their own, in the order in which they happened. */
export const aHistory: fc.Arbitrary<InviteeFact[]> = fc
  .array(plan, { minLength: 1, maxLength: 3 })
  .map((plans) => {
    const facts = plans.flatMap((one, meeting) =>
      one.invitees.flatMap(
        (person, invitee) => new Story(one, `${meeting}-${invitee}`, person).facts,
      ),
    );
    return facts.toSorted((a, b) =>
      String(a.times.reportedAt) < String(b.times.reportedAt) ? -1 : 1,
    );
  });

/** The facts in any order, each reported once to five times. */
export function repeatedReportsOf(facts: readonly InviteeFact[]): fc.Arbitrary<InviteeFact[]> {
  return fc
    .array(fc.integer({ min: 1, max: 5 }), { minLength: facts.length, maxLength: facts.length })
    .chain((times) => {
      const all = facts.flatMap((fact, i) => Array.from({ length: times[i] ?? 1 }, () => fact));
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    });
}

/** The facts of one invitee's booking of a plan, and of the bookings that replace it. */
class Story {
  readonly facts: InviteeFact[] = [];
  readonly #plan: Plan;
  readonly #name: string;
  #person: number;
  #link = 0;
  #microseconds: number;
  #start: number;
  #bookedAt = '';
  #cancellation: Cancellation | null = null;
  #noShow = false;

  constructor(one: Plan, name: string, person: number) {
    this.#plan = one;
    this.#name = name;
    this.#person = person;
    this.#microseconds = one.startsAfter * 1_000;
    this.#start = Date.UTC(2026, 0, 5, 10);
    this.#report('booked', {});
    for (let i = 0; i < one.reschedules; i += 1) this.#reschedule();
    if (one.reportedAgainAs !== null) {
      this.#person = one.reportedAgainAs;
      this.#report('booked', this.#replaces());
    }
    // A body is never rewritten: a note reported with two starts would keep the one that came first.
    for (let i = 0; i < one.moves; i += 1) this.#move();
    for (let i = 0; i < one.noShowToggles; i += 1) this.#toggleNoShow();
    if (one.canceled !== null) this.#cancel(one.canceled);
    if (one.noShowToggles > 2) this.#toggleNoShow();
  }

  #reschedule(): void {
    const replacedBy = this.#plan.namesSuccessor ? this.#key(this.#link + 1) : null;
    this.#cancellation = this.#canceledNow(null, true);
    this.#report('canceled', { rescheduledAway: true, replacedBy });
    this.#cancellation = null;
    this.#link += 1;
    this.#start += 86_400_000;
    this.#bookedAt = '';
    this.#report('booked', this.#replaces());
  }

  #move(): void {
    this.#start += 3_600_000;
    this.#report('moved', {});
  }

  #cancel({ reason, dated }: NonNullable<Plan['canceled']>): void {
    this.#cancellation = this.#canceledNow(reason, dated);
    this.#report('canceled', this.#replaces());
  }

  #toggleNoShow(): void {
    this.#noShow = !this.#noShow;
    this.#report(this.#noShow ? 'no_show_marked' : 'no_show_cleared', this.#replaces());
  }

  #report(kind: InviteeFact['kind'], lineage: Partial<InviteeFact>): void {
    const how = this.#plan.reports[this.facts.length % 8] as Report;
    this.#microseconds += how.later;
    const at = instant(this.#now());
    this.#bookedAt ||= at;
    const spellings = people[this.#person] ?? people[0];
    const spelling = spellings[how.spelling % spellings.length] as string;
    this.facts.push({
      kind,
      booking: this.#key(this.#link),
      email: emailAddress(spelling) as EmailAddress,
      times: {
        occurredAt: at,
        reportedAt: at,
        eventUpdatedAt: how.ownTimes ? at : null,
        inviteeCreatedAt: how.ownTimes ? instant(this.#bookedAt) : null,
        inviteeUpdatedAt: how.ownTimes ? at : null,
      },
      ...this.#parts(how),
      contact: { name: how.contactName, firstName: null, lastName: null, timezone: how.timezone },
      ...(kind.startsWith('no_show') && { noShow: { marked: this.#noShow, at: null } }),
      cancellation: this.#cancellation,
      rescheduledAway: false,
      replaces: null,
      replacedBy: null,
      ...lineage,
    });
  }

  #parts(how: Report): Partial<InviteeFact> {
    const { moves, hasMeeting } = this.#plan;
    const startTime = new Date(this.#start);
    const endTime = new Date(this.#start + 30 * 60_000);
    const name = `Meeting ${this.#name}`;
    const { phone, utmSource, location } = how;
    const tracking = { utmCampaign: null, utmMedium: null, utmContent: null, utmTerm: null };
    return {
      ...((moves > 0 || hasMeeting[this.facts.length % 5]) && {
        meeting: { name, startTime, endTime, hosts: [] },
      }),
      ...(location !== undefined && {
        location: location === null ? null : { type: 'physical', text: location, joinUrl: null },
      }),
      ...(how.detailed && {
        details: {
          phone,
          cancelUrl: null,
          rescheduleUrl: null,
          questionsAndAnswers: [],
          tracking: { ...tracking, utmSource, salesforceUuid: null },
          payment: null,
        },
      }),
    };
  }

  #replaces(): Partial<InviteeFact> {
    const names = this.#link > 0 && this.#plan.namesPredecessor;
    return { replaces: names ? this.#key(this.#link - 1) : null };
  }

  #canceledNow(reason: string | null, dated: boolean): Cancellation {
    return { by: null, byType: null, reason, at: dated ? new Date(this.#now()) : null };
  }

  #key(link: number): BookingKey {
    return bookingKey(`EV-${this.#name}`, `IN-${link}`);
  }

  #now(): string {
    const milliseconds = Date.UTC(2026, 0, 2, 9) + Math.floor(this.#microseconds / 1_000);
    const rest = `${this.#microseconds % 1_000}`.padStart(3, '0');
    return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
  }
}
