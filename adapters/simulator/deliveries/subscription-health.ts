import { instantOf } from '../time/instant-text.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import type { Delivery } from './delivery.ts';
import type { Subscription } from './subscription.ts';

/** Keeps the state of a subscription while its webhooks fail or succeed (Calendly's docs, "Webhook errors"). */
export class SubscriptionHealth {
  readonly #clock: TurnableClock;
  readonly #failing = new Map<Subscription, Set<Delivery>>();

  constructor(clock: TurnableClock) {
    this.#clock = clock;
  }

  delivered(delivery: Delivery): void {
    delivery.subscription.lastDeliveredAt = instantOf(this.#clock.now());
    this.#failingOf(delivery).delete(delivery);
  }

  /** The first failing webhook, while no other one fails, begins a time of retrying. */
  failed(delivery: Delivery): void {
    const failing = this.#failingOf(delivery);
    if (failing.size === 0) {
      const { subscription } = delivery;
      subscription.retryStartedAt = instantOf(this.#clock.now());
      subscription.updatedAt = this.#clock.stamp();
    }
    failing.add(delivery);
  }

  /**
   * A webhook that is given up after 24 hours disables its subscription, unless the subscription took another one since
   * the first failure.
   */
  givenUp(delivery: Delivery): void {
    const { subscription } = delivery;
    this.#failingOf(delivery).delete(delivery);
    const { lastDeliveredAt, retryStartedAt } = subscription;
    if (lastDeliveredAt !== null && lastDeliveredAt >= (retryStartedAt ?? '')) return;
    subscription.state = 'disabled';
    subscription.updatedAt = this.#clock.stamp();
    this.#failing.delete(subscription);
  }

  #failingOf({ subscription }: Delivery): Set<Delivery> {
    const failing = this.#failing.get(subscription) ?? new Set();
    this.#failing.set(subscription, failing);
    return failing;
  }
}
