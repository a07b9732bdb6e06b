import type { CalendlyUser, Subscription, SubscriptionScope } from '../domain/connection.ts';
import type { InviteeFact } from '../domain/invitee-fact.ts';

/**
 * Calendly's REST API, as far as we use it. Every call may throw a {@link CalendlyRefusal} (see domain/errors):
 * CalendlyUnauthenticated, CalendlyForbidden, CalendlyNotFound, CalendlyRateLimited, or ProviderError for everything that
 * cannot be understood or does not come in time.
 */
export interface CalendlyApi {
  me(accessToken: string): Promise<CalendlyUser>;

  /** All subscriptions that the owner of the token has in this scope. */
  subscriptions(accessToken: string, owner: SubscriptionOwner): Promise<Subscription[]>;
  subscription(accessToken: string, uri: string): Promise<Subscription>;
  /** @throws CalendlyConflict when one with this address exists */
  subscribe(accessToken: string, wanted: WantedSubscription): Promise<Subscription>;
  /** Deleting one that is gone is no error. */
  unsubscribe(accessToken: string, uri: string): Promise<void>;

  /** A page of meetings by start. The token of the next page is null at the end. */
  meetings(accessToken: string, query: MeetingQuery): Promise<MeetingPage>;
  /** All invitees of a meeting as facts, in the order in which they became true, each with a digest of its own. */
  invitees(accessToken: string, meeting: MeetingRef): Promise<ToldFact[]>;
  /** The meeting as it is now, with all its invitees. */
  meeting(accessToken: string, uri: string): Promise<MeetingRef>;
}

export interface SubscriptionOwner {
  scope: SubscriptionScope;
  organizationUri: string;
  /** Given for the scope `user`. */
  userUri: string | null;
}

export interface WantedSubscription extends SubscriptionOwner {
  callbackUrl: string;
  events: readonly string[];
  signingKey: string;
}

export interface MeetingQuery extends SubscriptionOwner {
  from: Date;
  to: Date | null;
  pageToken: string | null;
}

export interface MeetingPage {
  meetings: MeetingRef[];
  nextPageToken: string | null;
}

/** A meeting as the list told it: `raw` is what the adapter keeps of it, so that its invitees need not ask for it again. */
export interface MeetingRef {
  uri: string;
  startTime: Date | null;
  inviteesTotal: number | null;
  /** False while a conference link is still being made. */
  locationReady: boolean;
  raw: unknown;
}

/** A fact read from the API. The digest (SHA-256, lower-case hex) is the same whenever the same is read again. */
export interface ToldFact {
  fact: InviteeFact;
  digest: string;
}
