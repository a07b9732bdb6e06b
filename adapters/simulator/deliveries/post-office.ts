import { setTimeout } from 'node:timers/promises';
import type { Announcement } from '../bookings/calendly-world.ts';
import type { FaultBoard } from '../faults/fault-board.ts';
import type { SeededIds } from '../seeded-ids.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { instantOf } from '../time/instant-text.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import type { Delivery } from './delivery.ts';
import { headersOf } from './delivery-headers.ts';
import { postWebhook, type Timeouts } from './post-webhook.ts';
import { nextAttemptMs, type RetrySchedule } from './retry-schedule.ts';
import { SubscriptionHealth } from './subscription-health.ts';
import type { Subscriptions } from './subscriptions.ts';
import { WaitingRoom } from './waiting-room.ts';
import { writeDeliveries } from './write-deliveries.ts';

export interface PostOfficeParts {
  readonly clock: TurnableClock;
  readonly ids: SeededIds;
  readonly random: SeededRandom;
  readonly faults: FaultBoard;
  readonly subscriptions: Subscriptions;
  readonly timeouts: Timeouts;
  readonly schedule: RetrySchedule;
  /**
   * True when a retry is signed with its own time. Calendly does not document it; `false` is harder for the receiver.
   */
  readonly signsRetriesAnew: boolean;
}

/** The most deliveries that are kept for readers. The oldest are removed first. */
const mostKept = 20_000;

/** Sends webhooks to subscriptions. It signs them, tries again for 24 hours, and then gives up. */
export class PostOffice {
  readonly #parts: PostOfficeParts;
  readonly #room: WaitingRoom;
  readonly #health: SubscriptionHealth;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #deliveries: Delivery[] = [];

  constructor(parts: PostOfficeParts) {
    this.#parts = parts;
    this.#health = new SubscriptionHealth(parts.clock);
    this.#room = new WaitingRoom(parts.clock, () => this.#sendDue());
  }

  get deliveries(): readonly Delivery[] {
    return this.#deliveries;
  }

  announce(announcement: Announcement): void {
    const { subscriptions, clock, faults, ids, random } = this.#parts;
    for (const subscription of subscriptions.subscribersOf(announcement)) {
      const now = clock.now();
      const fault = faults.take('deliveries');
      for (const delivery of writeDeliveries(subscription, announcement, {
        now,
        fault,
        ids,
        random,
      })) {
        this.#deliveries.push(delivery);
        if (delivery.status === 'lost') continue;
        if (delivery.dueAtMs > now.getTime()) this.#room.add(delivery);
        else this.#begin(delivery);
      }
    }
    if (this.#deliveries.length > mostKept) this.#deliveries = this.#deliveries.slice(mostKept / 2);
  }

  /** Resolves when no webhook is being sent. Those that wait for a retry still wait. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Like {@link settled}, for at most so many milliseconds. */
  async settledWithin(patienceMs: number): Promise<void> {
    const patience = new AbortController();
    const tooLong = setTimeout(patienceMs, undefined, { signal: patience.signal });
    await Promise.race([this.settled(), tooLong.catch(() => undefined)]);
    patience.abort();
  }

  /** Turns the clock forward. The retries that become due are sent in order, each at its own time. */
  async advance(seconds: number): Promise<void> {
    const { clock } = this.#parts;
    await this.settled();
    const target = clock.now().getTime() + seconds * 1000;
    for (;;) {
      const next = this.#room.nextDueMs;
      if (next === null || next > target) break;
      clock.turnTo(new Date(next));
      this.#sendDue();
      await this.settled();
    }
    clock.turnTo(new Date(target));
    this.#room.rearm();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.settled();
    this.#room.stop();
  }

  #sendDue(): void {
    for (const delivery of this.#room.takeDue()) this.#begin(delivery);
  }

  #begin(delivery: Delivery): void {
    const sending = this.#send(delivery).finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  async #send(delivery: Delivery): Promise<void> {
    const { clock, timeouts, subscriptions, signsRetriesAnew } = this.#parts;
    const { subscription, body, attempts } = delivery;
    if (!subscriptions.isLive(subscription)) {
      delivery.status = 'given_up';
      return;
    }
    delivery.status = 'sending';
    const at = instantOf(clock.now());
    if (signsRetriesAnew || delivery.signedAt === null) delivery.signedAt = clock.unixSeconds();
    const letter = { headers: headersOf(delivery, delivery.signedAt), body, timeouts };
    const outcome = await postWebhook(subscription.callbackUrl, letter, this.#stopping.signal);
    if (this.#stopping.signal.aborted) return;
    const isHeard = !delivery.losesAnswer;
    delivery.losesAnswer = false;
    attempts.push({ at, ...(isHeard ? outcome : { status: null, said: 'the answer was lost' }) });
    const { status } = outcome;
    if (isHeard && status !== null && status >= 200 && status < 300) {
      delivery.status = 'delivered';
      this.#health.delivered(delivery);
    } else this.#failed(delivery);
  }

  #failed(delivery: Delivery): void {
    const { clock, schedule } = this.#parts;
    const { attempts } = delivery;
    this.#health.failed(delivery);
    const firstMs = Date.parse(attempts[0]?.at ?? '');
    const when = { firstMs, nowMs: clock.now().getTime(), failed: attempts.length };
    const next = nextAttemptMs(schedule, when);
    if (next === null) {
      delivery.status = 'given_up';
      this.#health.givenUp(delivery);
      return;
    }
    delivery.status = 'waiting';
    delivery.dueAtMs = next;
    this.#room.add(delivery);
  }
}
