import type { Announcement } from '../bookings/calendly-world.ts';
import type { Directory } from '../people/directory.ts';
import type { SeededIds } from '../seeded-ids.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import type { Subscription } from './subscription.ts';

export type NewSubscription = Pick<
  Subscription,
  | 'callbackUrl'
  | 'events'
  | 'scope'
  | 'organizationId'
  | 'userId'
  | 'groupId'
  | 'creatorId'
  | 'signingKey'
>;

/** All subscriptions, in the order of their creation. */
export class Subscriptions {
  readonly #directory: Directory;
  readonly #ids: SeededIds;
  readonly #clock: TurnableClock;
  #all: Subscription[] = [];

  constructor(directory: Directory, ids: SeededIds, clock: TurnableClock) {
    this.#directory = directory;
    this.#ids = ids;
    this.#clock = clock;
  }

  get all(): readonly Subscription[] {
    return this.#all;
  }

  find(id: string): Subscription | undefined {
    return this.#all.find((one) => one.id === id);
  }

  /**
   * Null when the organization already has a subscription for that address, also a disabled one. Calendly does not
   * document its own rule.
   */
  create(asked: NewSubscription): Subscription | null {
    const { callbackUrl, organizationId } = asked;
    const isTaken = this.#all.some(
      (one) => one.callbackUrl === callbackUrl && one.organizationId === organizationId,
    );
    if (isTaken) return null;
    const createdAt = this.#clock.stamp();
    const subscription: Subscription = {
      ...asked,
      id: this.#ids.next('subscription'),
      createdAt,
      updatedAt: createdAt,
      state: 'active',
      retryStartedAt: null,
      lastDeliveredAt: null,
    };
    this.#all.push(subscription);
    return subscription;
  }

  delete(subscription: Subscription): void {
    this.#all = this.#all.filter((one) => one !== subscription);
  }

  /** True when it exists and is not disabled. */
  isLive(subscription: Subscription): boolean {
    return subscription.state === 'active' && this.#all.includes(subscription);
  }

  /** The subscriptions that get an event. A user's subscription gets every meeting of which the user is a host. */
  subscribersOf({ event, organizationId, hostIds }: Announcement): Subscription[] {
    return this.#all.filter(
      (one) =>
        one.state === 'active' &&
        one.organizationId === organizationId &&
        one.events.includes(event) &&
        this.#covers(one, hostIds),
    );
  }

  #covers({ scope, userId, groupId }: Subscription, hostIds: readonly string[]): boolean {
    if (scope === 'organization') return true;
    if (scope === 'user') return hostIds.includes(userId ?? '');
    const members = this.#directory.group(groupId ?? '')?.memberIds ?? [];
    return hostIds.some((id) => members.includes(id));
  }
}
