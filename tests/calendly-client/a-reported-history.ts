import * as fc from 'fast-check';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { ReportedFact } from '../../src/ports/calendly-api.ts';
import { ACalendly } from '../simulator/a-calendly.ts';
import { ACallback } from '../simulator/a-callback.ts';
import { subscribe } from '../simulator/a-subscription.ts';
import { allOf, anApiClient, everyMeeting } from './an-api-client.ts';

/** One thing that happens at Calendly. `which` is the booking it happens to: 0 is the latest. */
export interface Step {
  what: 'book' | 'reschedule' | 'cancel' | 'call off' | 'miss' | 'come after all';
  which: number;
  person: string;
  type: string;
  reason: string | null;
}

/** What webhooks and the API tell of the same history. `halfway` is what the API told in the middle of it. */
export interface ReportedHistory {
  webhooks: string[];
  read: ReportedFact[];
  halfway: ReportedFact[];
}

const types = ['consultation', 'call', 'workshop', 'workshop', 'discovery'];

const lasting: Step['what'][] = ['book', 'book', 'reschedule', 'cancel', 'call off', 'miss'];
const passing: Step['what'][] = ['miss', 'come after all'];

/** Up to ten steps. What is cleared leaves no trace that the API could tell, so there is a kind of history without. */
export function someSteps({ clears }: { clears: boolean }): fc.Arbitrary<Step[]> {
  const step = fc.record({
    what: fc.constantFrom(...(clears ? [...lasting, ...passing] : lasting)),
    which: fc.constantFrom(0, 0, 1, 2),
    person: fc.constantFrom('ada', 'Ada', 'grace', 'joan'),
    type: fc.constantFrom(...types.map((type) => `camille-perrin-${type}`)),
    reason: fc.option(fc.constantFrom('Empêchement', '', '👩🏽‍🚀')),
  });
  return fc.array(step, { minLength: 1, maxLength: 10 });
}

/** Does it all at a Calendly of its own, and asks. */
export async function reportedHistory(steps: readonly Step[]): Promise<ReportedHistory> {
  await using calendly = await ACalendly.start();
  await using callback = await ACallback.listen();
  await subscribe(calendly, { url: callback.url });
  const account = new Account(calendly.simulator);
  const middle = Math.floor(steps.length / 2);
  for (const step of steps.slice(0, middle)) account.take(step);
  const halfway = await everythingRead(calendly);
  for (const step of steps.slice(middle)) account.take(step);
  await calendly.simulator.settled();
  return {
    // Side by side they arrive in any order.
    webhooks: calendly.simulator.deliveries.map(({ body }) => body).toReversed(),
    read: await everythingRead(calendly),
    halfway,
  };
}

async function everythingRead({ simulator }: ACalendly): Promise<ReportedFact[]> {
  const { api } = anApiClient(simulator.url);
  const token = simulator.personalAccessToken();
  const meetings = await everyMeeting(api, token, allOf(await api.me(token)));
  const told: ReportedFact[] = [];
  for (const meeting of meetings) told.push(...(await api.invitees(token, meeting)));
  return told;
}

/** Only what can happen does: who is out of a meeting cannot be taken out again. */
class Account {
  readonly #simulator: Simulator;
  readonly #bookings: { id: string; event: string; isIn: boolean; isMissed: boolean }[] = [];

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  take({ what, which, person, type, reason }: Step): void {
    const booking = this.#bookings.filter(({ isIn }) => isIn).at(-1 - which);
    if (what === 'book' || booking === undefined) {
      const email = `${person}@example.com`;
      const tracking = { utm_source: reason ?? type };
      this.#add(this.#simulator.book({ email, eventType: type, tracking, phone: '+33612345678' }));
    } else if (what === 'reschedule') {
      booking.isIn = false;
      this.#add(this.#simulator.reschedule(booking.id, { by: 'host', reason }));
    } else if (what === 'cancel') {
      booking.isIn = false;
      this.#simulator.cancel(booking.id, { reason });
    } else if (what === 'call off') {
      for (const each of this.#bookings) each.isIn &&= each.event !== booking.event;
      this.#simulator.cancel(booking.id, { by: 'host', reason });
    } else if ((what === 'miss') !== booking.isMissed) {
      booking.isMissed = !booking.isMissed;
      if (booking.isMissed) this.#simulator.markNoShow(booking.id);
      else this.#simulator.clearNoShow(booking.id);
    }
  }

  #add({ inviteeId: id, eventId: event }: { inviteeId: string; eventId: string }): void {
    this.#bookings.push({ id, event, isIn: true, isMissed: false });
  }
}
