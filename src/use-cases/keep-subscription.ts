import { includesScope, routingFormScope, wantedScopes } from '../domain/calendly-scopes.ts';
import type { Connection, ConnectionProblem, Subscription } from '../domain/connection.ts';
import { CalendlyForbidden, CalendlyRefusal, NotReachable } from '../domain/errors.ts';
import type { CalendlyApi } from '../ports/calendly-api.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ChangeConnection } from './change-connection.ts';
import type { Leases } from './leases.ts';
import { type Found, goodOne, OurSubscriptions, type Purpose } from './our-subscriptions.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { WebhookAddresses } from './webhook-addresses.ts';

/** What bookings are told by (Calendly's docs, "Webhook events overview"). */
const bookingEvents = [
  'invitee.created',
  'invitee.canceled',
  'invitee_no_show.created',
  'invitee_no_show.deleted',
] as const;
const formEvents = ['routing_form_submission.created'] as const;

export interface SubscriptionParts {
  connections: ConnectionStore;
  api: CalendlyApi;
  tokens: Pick<AccessTokens, 'withToken'>;
  keys: SigningKeys;
  leases: Leases;
  change: ChangeConnection;
  addresses: WebhookAddresses;
  logger: Logger;
}

/**
 * Sees to it that Calendly tells a connection's bookings by exactly one subscription, and its routing forms by another
 * one where scope and plan allow it. What is there and good is kept; what is not is made again, and what else there is
 * of ours is deleted. It may be run at any time, also after it was cut short.
 */
export class KeepSubscription {
  readonly #parts: SubscriptionParts;
  readonly #ours: OurSubscriptions;

  constructor(parts: SubscriptionParts) {
    this.#parts = parts;
    this.#ours = new OurSubscriptions(parts);
  }

  /**
   * The connection as it is then. What went wrong is in its problems, too.
   * @throws CalendlyRefusal or GrantInvalid
   */
  async execute(connection: Connection): Promise<Connection> {
    const { leases } = this.#parts;
    const kept = await leases.ifFree(subscribeLease(connection.id), async () => {
      const known = await this.#known(connection);
      return known.state === 'disconnected' ? known : this.#keep(known);
    });
    // Somebody else is at it: what comes of that is theirs to tell.
    return kept ?? this.#known(connection);
  }

  async #known({ organizationId, id }: Connection): Promise<Connection> {
    const known = await this.#parts.connections.get(organizationId, id);
    if (known === null) throw new RangeError('A connection must be known to have subscriptions.');
    return known;
  }

  async #keep(connection: Connection): Promise<Connection> {
    try {
      return await this.#keepAll(connection);
    } catch (error) {
      if (error instanceof CalendlyRefusal) await this.#remember(connection, error);
      throw error;
    }
  }

  async #keepAll(connection: Connection): Promise<Connection> {
    const { addresses, change, keys } = this.#parts;
    if (!addresses.reachable) {
      throw new NotReachable('Calendly sends webhooks to public https addresses only.');
    }
    const { id, subscription, routingForms } = connection;
    const { scope, found } = await this.#ours.find(connection);
    const bookings: Purpose = {
      callbackUrl: addresses.bookings(id),
      events: bookingEvents,
      known: subscription,
      needsOrganization: false,
    };
    const forms: Purpose = {
      callbackUrl: addresses.routingForms(id),
      events: formEvents,
      known: routingForms,
      needsOrganization: true,
    };
    const held = await keys.current(connection);
    const good = held === null ? undefined : goodOne(found, bookings, scope);
    const key = good === undefined || held === null ? await keys.renew(connection) : held;
    const booked = good ?? (await this.#ours.make(connection, scope, bookings, key, found));
    const allForms = booked.scope === 'organization' && mayHaveForms(connection);
    const formed = allForms
      ? await this.#keepForms(connection, forms, { key, found, fresh: good === undefined })
      : null;
    await this.#tidy(connection, found, [booked.uri, formed?.uri]);
    if (good !== undefined) await keys.dropPrevious(connection);
    const changed = await change.execute(connection, {
      scope: booked.scope,
      subscription: withoutScope(booked),
      routingForms: formed && withoutScope(formed),
      problems: connection.problems.filter((problem) => !setupProblems.has(problem)),
    });
    return changed ?? connection;
  }

  /** Forms are an extra: that they cannot be told takes nothing from the bookings. */
  async #keepForms(
    connection: Connection,
    forms: Purpose,
    { key, found, fresh }: { key: string; found: Found[]; fresh: boolean },
  ): Promise<Found | null> {
    const good = fresh ? undefined : goodOne(found, forms, 'organization');
    if (good !== undefined) return good;
    try {
      return await this.#ours.make(connection, 'organization', forms, key, found);
    } catch (error) {
      if (!(error instanceof CalendlyRefusal)) throw error;
      const { logger } = this.#parts;
      logger.info('Routing forms are not told', {
        connectionId: connection.id,
        reason: error.code,
      });
      return null;
    }
  }

  /** Deletes what is ours and not wanted: older ones of this connection, and those of connections that are gone. */
  async #tidy(
    connection: Connection,
    found: readonly Found[],
    wanted: readonly (string | undefined)[],
  ): Promise<void> {
    const { addresses, connections, logger } = this.#parts;
    for (const subscription of found) {
      if (wanted.includes(subscription.uri)) continue;
      const id = addresses.connectionOf(subscription.callbackUrl) ?? '';
      const other = id === connection.id ? null : await connections.find(id);
      if (other !== null && other.state !== 'disconnected') continue;
      try {
        await this.#ours.delete(connection, subscription);
      } catch (error) {
        if (!(error instanceof CalendlyRefusal)) throw error;
        logger.warn('A stray subscription was not deleted', { reason: error.code });
      }
    }
  }

  async #remember(connection: Connection, error: CalendlyRefusal): Promise<void> {
    const others = connection.problems.filter((problem) => !setupProblems.has(problem));
    const { grantedScopes } = connection;
    const missing = error instanceof CalendlyForbidden ? error.requiredScopes : [];
    await this.#parts.change.execute(connection, {
      problems: [...others, problemOf(error)],
      // A personal token does not tell its scopes until one is missing.
      ...(grantedScopes === null && missing.length > 0 && { grantedScopes: without(missing) }),
    });
  }
}

/** Held by whoever makes or deletes subscriptions of a connection. */
export function subscribeLease(connectionId: string): string {
  return `subscribe:${connectionId}`;
}

const setupProblems: ReadonlySet<ConnectionProblem> = new Set([
  'scope_missing',
  'plan_too_small',
  'not_reachable',
  'provider_error',
] as const);

function problemOf(error: CalendlyRefusal): ConnectionProblem {
  if (error instanceof NotReachable) return 'not_reachable';
  if (!(error instanceof CalendlyForbidden)) return 'provider_error';
  return error.want === 'plan' ? 'plan_too_small' : 'scope_missing';
}

function mayHaveForms({ grantedScopes }: Connection): boolean {
  return includesScope(grantedScopes, routingFormScope);
}

/** All that is asked for, but not these. */
function without(missing: readonly string[]): string[] {
  const nounOf = (scope: string) => scope.split(':')[0];
  return wantedScopes.filter((scope) => !missing.some((one) => nounOf(one) === nounOf(scope)));
}

function withoutScope({ scope: _scope, ...subscription }: Found): Subscription {
  return subscription;
}
