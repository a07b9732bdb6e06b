import { z } from 'zod';
import type { Delivery } from '../deliveries/delivery.ts';
import type { PostOffice } from '../deliveries/post-office.ts';
import type { Subscriptions } from '../deliveries/subscriptions.ts';
import type { FaultBoard } from '../faults/fault-board.ts';
import type { OauthClient } from '../oauth/oauth-client.ts';
import type { PersonalTokens } from '../oauth/personal-tokens.ts';
import type { RefreshLog } from '../oauth/refresh-log.ts';
import { allScopes, readScopes } from '../oauth/scopes.ts';
import { type Directory, plans, roles, type User } from '../people/directory.ts';
import { renderSubscription } from '../rendering/render-subscription.ts';
import { uriOf } from '../resource-uri.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import type { CallCounter } from './call-counter.ts';
import { NothingThere } from './nothing-there.ts';

export interface ControlParts {
  readonly url: string;
  readonly directory: Directory;
  readonly clock: TurnableClock;
  readonly clients: readonly OauthClient[];
  readonly personalTokens: PersonalTokens;
  readonly subscriptions: Subscriptions;
  readonly postOffice: PostOffice;
  readonly faults: FaultBoard;
  readonly counter: CallCounter;
  readonly refreshes: RefreshLog;
}

/** A delivery for a reader. `body` is the text that was sent. */
export type DeliveryView = Pick<
  Delivery,
  'id' | 'event' | 'status' | 'createdAt' | 'attempts' | 'body'
> & { callbackUrl: string };

/** Controls of Calendly's people, plans and clocks, which no app can change. */
export class SimulatorControls {
  readonly #parts: ControlParts;

  constructor(parts: ControlParts) {
    this.#parts = parts;
  }

  /** Turns the clock forward: tokens expire, retries become due. Returns the new time. */
  async advance(seconds: number): Promise<string> {
    await this.#parts.postOffice.advance(z.number().min(0).parse(seconds));
    return this.#parts.clock.now().toISOString();
  }

  setRole(userName: string, role: string): void {
    this.#user(userName).role = z.enum(roles).parse(role);
  }

  setPlan(organizationName: string, plan: string): void {
    const organization = this.#parts.directory.organization(organizationName);
    if (organization === undefined)
      throw new NothingThere(`There is no organization ${organizationName}.`);
    organization.plan = z.enum(plans).parse(plan);
  }

  /** A user's ready-made personal access token, or a new one with these scopes. The first user's unless named. */
  personalAccessToken(userName?: string, scopes?: readonly string[]): string {
    const user = this.#user(userName);
    if (scopes === undefined) return this.#parts.personalTokens.of(user).text;
    const known = z.array(z.enum([...allScopes])).parse(readScopes(scopes.join(' ')) ?? scopes);
    return this.#parts.personalTokens.issue(user, known).text;
  }

  get overview(): object {
    const { url, directory, clock, clients, subscriptions, faults } = this.#parts;
    return {
      url,
      now: clock.now().toISOString(),
      aheadSeconds: clock.aheadSeconds,
      clients: clients.map(({ id, secret, name }) => ({ id, secret, name })),
      organizations: directory.organizations.map(({ id, slug, name, plan }) => ({
        uri: uriOf.organization(id),
        slug,
        name,
        plan,
      })),
      groups: directory.groups.map(({ id, organizationId }) => ({
        uri: uriOf.group(id),
        organization: directory.organization(organizationId)?.slug,
      })),
      users: directory.users.map((user) => ({
        uri: uriOf.user(user.id),
        slug: user.slug,
        name: user.name,
        email: user.email,
        role: user.role,
        organization: directory.organizationOf(user).slug,
        personalAccessToken: this.personalAccessToken(user.slug),
      })),
      eventTypes: directory.eventTypes.map(({ slug, name, minutes, limit }) => ({
        slug,
        name,
        minutes,
        limit,
      })),
      subscriptions: subscriptions.all.map(renderSubscription),
      faults: faults.on,
    };
  }

  get now(): Date {
    return this.#parts.clock.now();
  }

  /** Newest first. */
  get deliveries(): DeliveryView[] {
    return this.#parts.postOffice.deliveries.map(deliveryView).toReversed();
  }

  get calls(): object {
    return this.#parts.counter.routes;
  }

  get refreshes(): object[] {
    return this.#parts.refreshes.uses;
  }

  get faults(): FaultBoard {
    return this.#parts.faults;
  }

  forgetCalls(): void {
    this.#parts.counter.reset();
  }

  #user(name: string | undefined): User {
    const { users } = this.#parts.directory;
    const user = name === undefined ? users[0] : this.#parts.directory.user(name);
    if (user === undefined) throw new NothingThere(`There is no user ${name}.`);
    return user;
  }
}

function deliveryView(delivery: Delivery): DeliveryView {
  const { id, event, subscription, status, createdAt, attempts, body } = delivery;
  const { callbackUrl } = subscription;
  return { id, event, callbackUrl, status, createdAt, attempts: structuredClone(attempts), body };
}
