import type { OrganizationId } from './organization-id.ts';

/** A Calendly user whose bookings an organization is told of. */
export interface Connection {
  /** Part of the address that Calendly sends webhooks to. */
  id: string;
  organizationId: OrganizationId;
  user: CalendlyUser;
  /** Whose bookings the subscription tells: everybody's in the Calendly organization, or this user's. */
  scope: SubscriptionScope;
  /** `personal_token` has no refresh token and no expiry. */
  kind: 'oauth' | 'personal_token';
  /** What consent gave. Null where Calendly does not say: applications from before scopes have full access. */
  grantedScopes: readonly string[] | null;
  state: ConnectionState;
  connectedAt: Date;
  /** When the access token ends; null where it does not. */
  tokenExpiresAt: Date | null;
  /** For bookings. Null until it was created. */
  subscription: Subscription | null;
  /** For routing forms, where scope and plan allow one. */
  routingForms: Subscription | null;
  /** What a person has to know, by code. Empty while all is well. */
  problems: readonly ConnectionProblem[];
}

/** `reconnect_required`: the grant is gone, and only a person's consent brings it back. */
export type ConnectionState = 'connected' | 'reconnect_required' | 'disconnected';

export type SubscriptionScope = 'organization' | 'user';

/** A user as Calendly tells it (`GET /users/me`). URIs are Calendly's. */
export interface CalendlyUser {
  uri: string;
  name: string | null;
  email: string | null;
  organizationUri: string;
}

/** A webhook subscription, as it was when it was last looked at. */
export interface Subscription {
  uri: string;
  callbackUrl: string;
  state: 'active' | 'disabled';
  events: readonly string[];
  /** When Calendly last began to retry. It stays when a retry succeeds. */
  retryStartedAt: Date | null;
  checkedAt: Date;
}

/** Codes are stable; the words for people are made where they are shown. */
export type ConnectionProblem =
  | 'reconnect_required'
  | 'subscription_disabled'
  | 'subscription_missing'
  | 'scope_missing'
  | 'plan_too_small'
  | 'not_reachable'
  | 'provider_error';

/** Secrets of a connection, each sealed by a token cipher. Erased when it is disconnected. */
export interface SealedSecrets {
  accessToken: string | null;
  refreshToken: string | null;
  signingKey: string | null;
  /** While a subscription is replaced, what the old one signs with. */
  previousSigningKey: string | null;
}
