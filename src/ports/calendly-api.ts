import type { CalendlyUser, Subscription, SubscriptionScope } from '../domain/connection.ts';
import type { InviteeFact } from '../domain/invitee-fact.ts';

/**
 * Calendly's REST API, as far as we use it. Every call may throw a {@link CalendlyRefusal} (see domain/errors):
 * CalendlyUnauthenticated, CalendlyForbidden, CalendlyNotFound, CalendlyRateLimited, or ProviderError for an answer
 * that comes late or cannot be understood.
 */
export interface CalendlyApi {
  me(accessToken: string): Promise<CalendlyUser>;

  /** All subscriptions that the token's owner has in this scope. */
  subscriptions(accessToken: string, owner: SubscriptionOwner): Promise<Subscription[]>;
  subscription(accessToken: string, uri: string): Promise<Subscription>;
  /** @throws CalendlyConflict when a subscription with this address exists */
  subscribe(accessToken: string, wanted: WantedSubscription): Promise<Subscription>;
  /** Deleting a subscription that is gone is no error. */
  unsubscribe(accessToken: string, uri: string): Promise<void>;

  /** A page of meetings by start. The token of the next page is null at the end. */
  meetings(accessToken: string, query: MeetingQuery): Promise<MeetingPage>;
  /** All invitees of a meeting as facts, in the order in which they became true. Each fact has its own digest. */
  invitees(accessToken: string, meeting: MeetingRef): Promise<ReportedFact[]>;
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

/**
 * A meeting as the list reports it. `raw` is the adapter's own copy, so that reading the invitees needs no second call
 * for the meeting.
 */
export interface MeetingRef {
  uri: string;
  startTime: Date | null;
  inviteesTotal: number | null;
  /** False while Calendly still makes a conference link. */
  locationReady: boolean;
  raw: unknown;
}

/** A fact read from the API. The same content always has the same digest (SHA-256, lower-case hex). */
export interface ReportedFact {
  fact: InviteeFact;
  digest: string;
}
