import { includesScope, routingFormScope, wantedScopes } from '../../domain/calendly-scopes.ts';
import type {
  Connection,
  ConnectionProblem,
  Subscription,
  SubscriptionScope,
} from '../../domain/connection.ts';
import { CalendlyForbidden, CalendlyRefusal, NotReachable } from '../../domain/errors.ts';
import { bookingEvents, formEvents } from '../../domain/webhook-events.ts';
import type { CalendlyApi } from '../../ports/calendly-api.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ChangeConnection } from './change-connection.ts';
import type { Leases } from './leases.ts';
import { type Found, goodOne, OurSubscriptions, type Purpose } from './our-subscriptions.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { WebhookAddresses } from './webhook-addresses.ts';

/** More than four: after each step, Calendly's subscriptions, the stored ones and the announced ones must agree. */
export interface KeepSubscriptionParts {
  connections: ConnectionStore;
  calendlyApi: CalendlyApi;
  accessTokens: Pick<AccessTokens, 'withToken'>;
  signingKeys: SigningKeys;
  leases: Leases;
  changeConnection: ChangeConnection;
  webhookAddresses: WebhookAddresses;
  logger: Logger;
}

/**
 * Keeps exactly one subscription for a connection's bookings, and another for its routing forms where scope and plan
 * allow it. A valid subscription stays, a broken one is made again, and every other one of ours is deleted. It may run
 * at any time, also after a crash.
 */
export class KeepSubscription {
  readonly #parts: KeepSubscriptionParts;
  readonly #ours: OurSubscriptions;

  constructor(parts: KeepSubscriptionParts) {
    this.#parts = parts;
    this.#ours = new OurSubscriptions(parts);
  }

  /**
   * The connection afterwards. Its problems hold what went wrong.
   * @throws CalendlyRefusal or GrantInvalid
   */
  async execute(connection: Connection): Promise<Connection> {
    const { leases } = this.#parts;
    const kept = await leases.ifFree(subscribeLease(connection.id), async () => {
      const known = await this.#known(connection);
      return known.state === 'disconnected' ? known : this.#keep(known);
    });
    // Another process is working on it, and announces the result itself.
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
    const { webhookAddresses, changeConnection, signingKeys } = this.#parts;
    if (!webhookAddresses.reachable) {
      throw new NotReachable('Calendly sends webhooks to public https addresses only.');
    }
    const { id, subscription, routingForms } = connection;
    const { scope, found } = await this.#ours.find(connection);
    if (scope === 'user') await this.#ours.deleteUnseen(connection, found);
    const bookings: Purpose = {
      callbackUrl: webhookAddresses.bookings(id),
      events: bookingEvents,
      known: subscription,
      needsOrganization: false,
    };
    const forms: Purpose = {
      callbackUrl: webhookAddresses.routingForms(id),
      events: formEvents,
      known: routingForms,
      needsOrganization: true,
    };
    const held = await signingKeys.current(connection);
    const good = held === null ? undefined : goodOne(found, bookings, scope);
    const key = good === undefined || held === null ? await signingKeys.renew(connection) : held;
    const booked = good ?? (await this.#ours.make(connection, scope, bookings, key, found));
    const allForms = booked.scope === 'organization' && mayHaveForms(connection);
    const formed = allForms
      ? await this.#keepForms(connection, forms, { key, found, fresh: good === undefined })
      : null;
    await this.#tidy(connection, found, [booked.uri, formed?.uri]);
    if (good !== undefined) await signingKeys.dropPrevious(connection);
    const changed = await changeConnection.execute(connection, {
      scope: booked.scope,
      subscription: withoutScope(booked),
      routingForms: formed && withoutScope(formed),
      problems: problemsIn(connection, booked.scope),
    });
    return changed ?? connection;
  }

  /** Routing forms are an extra: without them the bookings still arrive. */
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
      logger.info('Routing forms are not reported', {
        connectionId: connection.id,
        reason: error.code,
      });
      return null;
    }
  }

  /** Deletes our superfluous subscriptions: older ones of this connection, and those of connections that are gone. */
  async #tidy(
    connection: Connection,
    found: readonly Found[],
    wanted: readonly (string | undefined)[],
  ): Promise<void> {
    const { webhookAddresses, connections, logger } = this.#parts;
    for (const subscription of found) {
      if (wanted.includes(subscription.uri)) continue;
      const id = webhookAddresses.connectionOf(subscription.callbackUrl) ?? '';
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
    await this.#parts.changeConnection.execute(connection, {
      problems: [...others, problemOf(error)],
      // A personal token does not say its scopes until one is missing.
      ...(grantedScopes === null && missing.length > 0 && { grantedScopes: without(missing) }),
    });
  }
}

/** Names the lease for making or deleting subscriptions of a connection. */
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
  return problemOfWant[error.want];
}

/** Calendly's docs explain no refusal for the role here: every role may have its own subscription. */
const problemOfWant = {
  plan: 'plan_too_small',
  scope: 'scope_missing',
  role: 'provider_error',
} as const;

/** A role that is back stays noted as lost until the missed bookings are read. */
function problemsIn(connection: Connection, scope: SubscriptionScope): ConnectionProblem[] {
  const others = connection.problems.filter((problem) => !setupProblems.has(problem));
  const losesRole = connection.scope === 'organization' && scope === 'user';
  return losesRole ? [...new Set([...others, 'role_lost' as const])] : others;
}

function mayHaveForms({ grantedScopes }: Connection): boolean {
  return includesScope(grantedScopes, routingFormScope);
}

/** The wanted scopes except these. */
function without(missing: readonly string[]): string[] {
  const nounOf = (scope: string) => scope.split(':')[0];
  return wantedScopes.filter((scope) => !missing.some((one) => nounOf(one) === nounOf(scope)));
}

function withoutScope({ scope: _scope, ...subscription }: Found): Subscription {
  return subscription;
}
