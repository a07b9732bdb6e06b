import type { Connection, Subscription, SubscriptionScope } from '../../domain/connection.ts';
import { CalendlyConflict, CalendlyForbidden } from '../../domain/errors.ts';
import type { CalendlyApi, WantedSubscription } from '../../ports/calendly-api.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { WebhookAddresses } from './webhook-addresses.ts';

/** A subscription of ours with the scope it was found in. */
export type Found = Subscription & { scope: SubscriptionScope };

/** A purpose that needs one subscription. */
export interface Purpose {
  callbackUrl: string;
  events: readonly string[];
  /** The stored subscription for this purpose. */
  known: Subscription | null;
  /** True when Calendly reports it for a whole organization only. */
  needsOrganization: boolean;
}

export interface OurSubscriptionsParts {
  calendlyApi: CalendlyApi;
  accessTokens: Pick<AccessTokens, 'withToken'>;
  webhookAddresses: WebhookAddresses;
}

/** Our subscriptions at Calendly: those that lead to this service. */
export class OurSubscriptions {
  readonly #parts: OurSubscriptionsParts;

  constructor(parts: OurSubscriptionsParts) {
    this.#parts = parts;
  }

  /**
   * Finds our subscriptions, as far as the user sees them. Owners and admins see the organization's; others see their
   * own.
   */
  async find(connection: Connection): Promise<{ scope: SubscriptionScope; found: Found[] }> {
    const own = await this.#list(connection, 'user');
    try {
      const all = await this.#list(connection, 'organization');
      return { scope: 'organization', found: [...all, ...own] };
    } catch (error) {
      if (!isWantOfRole(error)) throw error;
      return { scope: 'user', found: own };
    }
  }

  /**
   * Makes the new subscription before the old one goes, so that there is no gap. Calendly may refuse a second one for
   * an address; then the old one goes first.
   */
  async make(
    connection: Connection,
    scope: SubscriptionScope,
    purpose: Purpose,
    signingKey: string,
    found: readonly Found[],
  ): Promise<Found> {
    const { calendlyApi, accessTokens } = this.#parts;
    const { callbackUrl, events } = purpose;
    const { organizationUri, uri } = connection.user;
    const userUri = scope === 'user' ? uri : null;
    const wanted: WantedSubscription = {
      scope,
      organizationUri,
      userUri,
      callbackUrl,
      events,
      signingKey,
    };
    const make = () =>
      accessTokens.withToken(connection, (token) => calendlyApi.subscribe(token, wanted));
    try {
      return { ...(await make()), scope };
    } catch (error) {
      const isTooMuch = isWantOfRole(error) && scope === 'organization';
      if (isTooMuch && !purpose.needsOrganization) {
        return this.make(connection, 'user', purpose, signingKey, found);
      }
      if (!(error instanceof CalendlyConflict)) throw error;
      for (const old of found) {
        if (old.callbackUrl === callbackUrl) await this.delete(connection, old);
      }
      return { ...(await make()), scope };
    }
  }

  async delete(connection: Connection, { uri }: Subscription): Promise<void> {
    const { calendlyApi, accessTokens } = this.#parts;
    await accessTokens.withToken(connection, (token) => calendlyApi.unsubscribe(token, uri));
  }

  /**
   * Deletes the stored subscriptions that the user no longer sees: a former administrator made them. They hold their
   * addresses as long as they stand, so none is forgotten before it is gone.
   */
  async deleteUnseen(connection: Connection, found: readonly Found[]): Promise<void> {
    for (const known of [connection.subscription, connection.routingForms]) {
      if (known === null || found.some(({ uri }) => uri === known.uri)) continue;
      await this.delete(connection, known);
    }
  }

  async #list(connection: Connection, scope: SubscriptionScope): Promise<Found[]> {
    const { webhookAddresses, calendlyApi, accessTokens } = this.#parts;
    const { organizationUri, uri } = connection.user;
    const owner = { scope, organizationUri, userUri: scope === 'user' ? uri : null };
    const all = await accessTokens.withToken(connection, (token) =>
      calendlyApi.subscriptions(token, owner),
    );
    return all
      .filter(({ callbackUrl }) => webhookAddresses.connectionOf(callbackUrl) !== null)
      .map((subscription) => ({ ...subscription, scope }));
  }
}

/** Our own subscription for this purpose, if it still fits. We have no key for any other one. */
export function goodOne(
  found: readonly Found[],
  { callbackUrl, events, known }: Purpose,
  scope: SubscriptionScope,
): Found | undefined {
  return found.find(
    (one) =>
      one.uri === known?.uri &&
      one.callbackUrl === callbackUrl &&
      one.scope === scope &&
      one.state === 'active' &&
      events.every((event) => one.events.includes(event)),
  );
}

/** True when Calendly refuses something that only owners and administrators may do. */
export function isWantOfRole(error: unknown): boolean {
  return error instanceof CalendlyForbidden && error.want === 'role';
}
