import type {
  CalendlyUser,
  Connection,
  SealedSecrets,
  Subscription,
} from '../../src/domain/connection.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';

/** A user of Calendly whom nobody has connected yet. */
export function aUser(changes: Partial<CalendlyUser> = {}): CalendlyUser {
  return {
    uri: `https://api.calendly.com/users/${crypto.randomUUID()}`,
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    organizationUri: 'https://api.calendly.com/organizations/ACME',
    ...changes,
  };
}

export function aConnection(
  organizationId: OrganizationId,
  changes: Partial<Connection> = {},
): Connection {
  return {
    id: crypto.randomUUID(),
    organizationId,
    user: aUser(),
    scope: 'organization',
    kind: 'oauth',
    grantedScopes: ['users:read', 'webhooks:write'],
    state: 'connected',
    connectedAt: new Date('2026-01-04T12:00:00.123Z'),
    tokenExpiresAt: new Date('2026-01-04T14:00:00.456Z'),
    subscription: null,
    routingForms: null,
    problems: [],
    ...changes,
  };
}

export function aSubscription(changes: Partial<Subscription> = {}): Subscription {
  return {
    uri: `https://api.calendly.com/webhook_subscriptions/${crypto.randomUUID()}`,
    callbackUrl: 'https://crm.example.com/calendly/webhook/1',
    state: 'active',
    events: ['invitee.created', 'invitee.canceled'],
    retryStartedAt: null,
    checkedAt: new Date('2026-01-04T12:00:01.789Z'),
    ...changes,
  };
}

/** Stand-ins for secrets that open at this connection only. */
export async function sealedFor(id: string): Promise<SealedSecrets> {
  return {
    accessToken: `access token of ${id}`,
    refreshToken: `refresh token of ${id}`,
    signingKey: `signing key of ${id}`,
    previousSigningKey: null,
  };
}
