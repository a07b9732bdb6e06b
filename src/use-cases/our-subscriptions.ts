import type { Connection, Subscription, SubscriptionScope } from '../domain/connection.ts';
import { CalendlyConflict, CalendlyForbidden } from '../domain/errors.ts';
import type { CalendlyApi, WantedSubscription } from '../ports/calendly-api.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { WebhookAddresses } from './webhook-addresses.ts';

/** A subscription of ours with the scope it was found in. */
export type Found = Subscription & { scope: SubscriptionScope };

/** One purpose that there is one subscription for. */
export interface Purpose {
  callbackUrl: string;
  events: readonly string[];
  /** The one that we made for it. */
  known: Subscription | null;
  /** Whether it is told for a whole organization only. */
  needsOrganization: boolean;
}

interface OurSubscriptionParts {
  api: CalendlyApi;
  tokens: Pick<AccessTokens, 'withToken'>;
  addresses: WebhookAddresses;
}

/** The subscriptions at Calendly that lead to this service. */
export class OurSubscriptions {
  readonly #parts: OurSubscriptionParts;

  constructor(parts: OurSubscriptionParts) {
    this.#parts = parts;
  }

  /** Ours, as far as the user sees them. Owners and admins see the organization's; others see their own. */
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

  /** The new one first, so that there is no gap. Calendly may refuse a second one for an address: then the old goes first. */
  async make(
    connection: Connection,
    scope: SubscriptionScope,
    purpose: Purpose,
    signingKey: string,
    found: readonly Found[],
  ): Promise<Found> {
    const { api, tokens } = this.#parts;
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
    const make = () => tokens.withToken(connection, (token) => api.subscribe(token, wanted));
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
    const { api, tokens } = this.#parts;
    await tokens.withToken(connection, (token) => api.unsubscribe(token, uri));
  }

  async #list(connection: Connection, scope: SubscriptionScope): Promise<Found[]> {
    const { addresses, api, tokens } = this.#parts;
    const { organizationUri, uri } = connection.user;
    const owner = { scope, organizationUri, userUri: scope === 'user' ? uri : null };
    const all = await tokens.withToken(connection, (token) => api.subscriptions(token, owner));
    return all
      .filter(({ callbackUrl }) => addresses.connectionOf(callbackUrl) !== null)
      .map((subscription) => ({ ...subscription, scope }));
  }
}

/** The subscription that we made for this purpose, if it still is as it has to be. Of any other one we have no key. */
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

function isWantOfRole(error: unknown): boolean {
  return error instanceof CalendlyForbidden && error.want === 'role';
}
