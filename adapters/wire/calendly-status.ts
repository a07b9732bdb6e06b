import { z } from 'zod';
import type { CalendlyUser, Subscription } from '../../src/domain/connection.ts';
import type * as domain from '../../src/domain/connection-status.ts';
import { Instant } from './instant.ts';
import { Sync, syncBody } from './sync.ts';

const count = z.number().int();

/** A problem of a connection. `message` describes it, `remedy` says what to do about it, and `code` is stable. */
export const CalendlyProblem = z
  .object({ code: z.string(), message: z.string(), remedy: z.string() })
  .meta({ id: 'CalendlyProblem' });

/** A webhook subscription at Calendly, as it was at `checkedAt`. */
export const CalendlySubscription = z
  .object({
    state: z.enum(['active', 'disabled']),
    events: z.array(z.string()),
    callbackUrl: z.string(),
    retryStartedAt: Instant.nullable(),
    checkedAt: Instant,
  })
  .meta({ id: 'CalendlySubscription' });

type CalendlySubscription = z.infer<typeof CalendlySubscription>;

const facts = z.object({
  /** True when the state is `connected`. */
  connected: z.boolean(),
  state: z.enum(['connected', 'reconnect_required', 'disconnected']),
  /** The user's Calendly organization, by its URI. */
  calendlyOrganization: z.string().nullable(),
  scope: z.enum(['organization', 'user']).nullable(),
  kind: z.enum(['oauth', 'personal_token']).nullable(),
  subscription: CalendlySubscription.nullable(),
  /** The subscription for routing forms, where scope and plan allow one. */
  routingForms: CalendlySubscription.nullable(),
  token: z.object({ expiresAt: Instant.nullable() }),
  deliveries: z.object({
    lastReceivedAt: Instant.nullable(),
    /** `duplicate` counts copies. The others count deliveries by their fate. */
    last24h: z.object({
      applied: count,
      duplicate: count,
      ignored: count,
      unrouted: count,
      quarantined: count,
      due: count,
      dead: count,
    }),
  }),
  /** The organization's last back-fill. */
  sync: Sync.nullable(),
  problems: z.array(CalendlyProblem),
});

const user = z.object({
  uri: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

/** The state of one connection. */
export const ConnectionStatus = facts
  .extend({ id: z.string(), user, connectedAt: Instant })
  .meta({ id: 'ConnectionStatus' });

export type ConnectionStatus = z.infer<typeof ConnectionStatus>;

/**
 * The state of an organization's connections. The top level shows the connection that needs attention most, and what
 * concerns all of them. `simulatorUrl` is the address of the simulator, null with the real Calendly.
 */
export const CalendlyStatus = facts
  .extend({
    environment: z.enum(['production', 'sandbox', 'simulator']),
    simulatorUrl: z.string().nullable(),
    /** True when the reader may connect, disconnect and load. `ways` are the ways to connect that this service has. */
    mayManage: z.boolean(),
    ways: z.array(z.enum(['oauth', 'personal_token'])),
    user: user.nullable(),
    connectedAt: Instant.nullable(),
    connections: z.array(ConnectionStatus),
  })
  .meta({ id: 'CalendlyStatus' });

export type CalendlyStatus = z.infer<typeof CalendlyStatus>;

export function connectionStatusBody(status: domain.ConnectionStatus): ConnectionStatus {
  const { id, user, connectedAt } = status;
  return {
    id,
    ...factsBody(status, user),
    user: userBody(user),
    connectedAt: connectedAt.toISOString(),
  };
}

/** The fields that depend on the settings and on the reader, not on a connection. */
type Surroundings = Pick<CalendlyStatus, 'environment' | 'simulatorUrl' | 'mayManage' | 'ways'>;

export function calendlyStatusBody(
  status: domain.CalendlyStatus,
  surroundings: Surroundings,
): CalendlyStatus {
  const { user, connectedAt, connections } = status;
  return {
    ...factsBody(status, user),
    ...surroundings,
    user: user && userBody(user),
    connectedAt: connectedAt?.toISOString() ?? null,
    connections: connections.map(connectionStatusBody),
  };
}

type Facts = Omit<domain.ConnectionStatus, 'id' | 'user' | 'connectedAt'>;

function factsBody(facts: Facts, user: CalendlyUser | null) {
  const { state, scope, kind, deliveries, sync, problems } = facts;
  return {
    connected: state === 'connected',
    state,
    calendlyOrganization: user?.organizationUri ?? null,
    scope,
    kind,
    subscription: facts.subscription && subscriptionBody(facts.subscription),
    routingForms: facts.routingForms && subscriptionBody(facts.routingForms),
    token: { expiresAt: facts.tokenExpiresAt?.toISOString() ?? null },
    deliveries: {
      lastReceivedAt: deliveries.lastReceivedAt?.toISOString() ?? null,
      last24h: deliveries.last24h,
    },
    sync: sync && syncBody(sync),
    problems,
  };
}

function userBody({ uri, name, email }: CalendlyUser) {
  return { uri, name, email };
}

function subscriptionBody(subscription: Subscription): CalendlySubscription {
  const { state, events, callbackUrl, retryStartedAt, checkedAt } = subscription;
  return {
    state,
    events: [...events],
    callbackUrl,
    retryStartedAt: retryStartedAt?.toISOString() ?? null,
    checkedAt: checkedAt.toISOString(),
  };
}
