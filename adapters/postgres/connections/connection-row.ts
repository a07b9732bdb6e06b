import { calendlyUserId } from '../../../src/domain/calendly-user-id.ts';
import type { Connection, SealedSecrets, Subscription } from '../../../src/domain/connection.ts';
import type { ConnectionChanges } from '../../../src/ports/connection-store.ts';
import { Table } from '../rows/table.ts';

/** A row of `connections` as JSON, without its secrets. Instants are ISO text. */
export type ConnectionRow = Omit<
  Connection,
  'user' | 'connectedAt' | 'tokenExpiresAt' | 'subscription' | 'routingForms'
> & {
  calendlyUser: Connection['user'];
  connectedAt: string;
  tokenExpiresAt: string | null;
  subscription: SubscriptionJson | null;
  routingForms: SubscriptionJson | null;
};

type SubscriptionJson = Omit<Subscription, 'retryStartedAt' | 'checkedAt'> & {
  retryStartedAt: string | null;
  checkedAt: string;
};

const fixed = {
  id: 'uuid',
  organizationId: 'text',
  calendlyUser: 'json',
  kind: 'text',
  connectedAt: 'timestamptz',
};

const changing = {
  scope: 'text',
  grantedScopes: 'json',
  state: 'text',
  tokenExpiresAt: 'timestamptz',
  subscription: 'json',
  routingForms: 'json',
  problems: 'json',
} satisfies Record<keyof ConnectionChanges, string>;

export const secrets = {
  accessToken: 'text',
  refreshToken: 'text',
  signingKey: 'text',
  previousSigningKey: 'text',
} satisfies Record<keyof SealedSecrets, string>;

// Each table below has a part of the columns. Only the statement that adds a row needs all of them.
export const connectionsTable = new Table('connections', { ...fixed, ...changing });
export const connectionChangesTable = new Table('connections', changing);
export const connectionSecretsTable = new Table('connections', secrets);
export const wholeConnectionsTable = new Table('connections', {
  ...fixed,
  userId: 'text',
  ...changing,
  ...secrets,
});

export function connectionRow(connection: Connection, sealed: Partial<SealedSecrets>): object {
  const { user, ...rest } = connection;
  return { ...rest, ...sealed, userId: calendlyUserId(user.uri), calendlyUser: user };
}

export function connectionFrom(row: ConnectionRow): Connection {
  const { calendlyUser, connectedAt, ...rest } = row;
  return {
    ...rest,
    user: calendlyUser,
    connectedAt: new Date(connectedAt),
    tokenExpiresAt: dateFrom(row.tokenExpiresAt),
    subscription: subscriptionFrom(row.subscription),
    routingForms: subscriptionFrom(row.routingForms),
  };
}

function subscriptionFrom(json: SubscriptionJson | null): Subscription | null {
  if (json === null) return null;
  const { retryStartedAt, checkedAt } = json;
  return { ...json, retryStartedAt: dateFrom(retryStartedAt), checkedAt: new Date(checkedAt) };
}

function dateFrom(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
