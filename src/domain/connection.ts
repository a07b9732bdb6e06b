import type { OrganizationId } from './organization-id.ts';

/** A Calendly user whose bookings an organization receives. */
export interface Connection {
  /** Part of the address that Calendly sends webhooks to. */
  id: string;
  organizationId: OrganizationId;
  user: CalendlyUser;
  /** Whose bookings the subscription reports: everybody's in the Calendly organization, or this user's. */
  scope: SubscriptionScope;
  /** `personal_token` has no refresh token and no expiry. */
  kind: 'oauth' | 'personal_token';
  /** The scopes of the grant. Null where Calendly does not say: applications from before scopes have full access. */
  grantedScopes: readonly string[] | null;
  state: ConnectionState;
  connectedAt: Date;
  /** When the access token expires; null when it never does. */
  tokenExpiresAt: Date | null;
  /** The subscription for bookings. Null until it is created. */
  subscription: Subscription | null;
  /** The subscription for routing forms, where scope and plan allow one. */
  routingForms: Subscription | null;
  /** Codes of the problems that a person must know. Empty while all is well. */
  problems: readonly ConnectionProblem[];
}

/** `reconnect_required`: the grant is gone, and only a person's consent brings it back. */
export type ConnectionState = 'connected' | 'reconnect_required' | 'disconnected';

export type SubscriptionScope = 'organization' | 'user';

/** A user as Calendly reports it (`GET /users/me`). The URIs are Calendly's. */
export interface CalendlyUser {
  uri: string;
  name: string | null;
  email: string | null;
  organizationUri: string;
}

/** A webhook subscription, as the last look found it. */
export interface Subscription {
  uri: string;
  callbackUrl: string;
  state: 'active' | 'disabled';
  events: readonly string[];
  /** When Calendly last began to retry. A retry that succeeds leaves it as it is. */
  retryStartedAt: Date | null;
  checkedAt: Date;
}

/** Stable codes. The texts for people are made where they are shown. */
export type ConnectionProblem =
  | 'reconnect_required'
  | 'subscription_disabled'
  | 'subscription_missing'
  | 'scope_missing'
  | 'role_lost'
  | 'plan_too_small'
  | 'not_reachable'
  | 'provider_error';

/** The secrets of a connection, each sealed by a token cipher. Disconnecting erases them. */
export interface SealedSecrets {
  accessToken: string | null;
  refreshToken: string | null;
  signingKey: string | null;
  /** The old subscription's key, while a new subscription replaces it. */
  previousSigningKey: string | null;
}
