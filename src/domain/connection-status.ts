import type { CalendlyUser, Connection, ConnectionProblem } from './connection.ts';
import type { DeliveryStatus } from './delivery.ts';
import type { Sync } from './sync.ts';

/**
 * The state of an organization's connections, for people. Its own fields are those of the connection that needs
 * attention most.
 */
export interface CalendlyStatus extends Omit<ConnectionStatus, 'id' | 'connectedAt' | 'user'> {
  /** Null when nobody ever connected. */
  connectionId: string | null;
  connectedAt: Date | null;
  user: CalendlyUser | null;
  connections: ConnectionStatus[];
}

/** The state of one connection. */
export interface ConnectionStatus {
  id: string;
  state: Connection['state'];
  user: CalendlyUser;
  scope: Connection['scope'] | null;
  kind: Connection['kind'] | null;
  connectedAt: Date;
  subscription: Connection['subscription'];
  routingForms: Connection['routingForms'];
  tokenExpiresAt: Date | null;
  deliveries: DeliveryCounts;
  /** The organization's last back-fill. */
  sync: Sync | null;
  problems: ProblemText[];
}

/** Counts of the deliveries to one address. `duplicate` counts copies; the others count deliveries by status. */
export interface DeliveryCounts {
  lastReceivedAt: Date | null;
  last24h: Record<Exclude<DeliveryStatus, 'dismissed'> | 'duplicate', number>;
}

/**
 * A stable code, for programs. `clock_skew` is about this server, `undecided_growing` is about the organization's
 * deliveries, and all others are about a connection.
 */
export type ProblemCode = ConnectionProblem | 'clock_skew' | 'undecided_growing';

/** A problem and its remedy, in a person's language. */
export interface ProblemText {
  code: ProblemCode;
  message: string;
  remedy: string;
}
