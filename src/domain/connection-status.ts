import type { CalendlyUser, Connection, ConnectionProblem } from './connection.ts';
import type { DeliveryStatus } from './delivery.ts';
import type { Sync } from './sync.ts';

/** How an organization's line to Calendly is, for people. The facts are those of the connection that needs attention most. */
export interface CalendlyStatus extends Omit<ConnectionStatus, 'id' | 'connectedAt' | 'user'> {
  /** Null when nobody ever connected. */
  connectionId: string | null;
  connectedAt: Date | null;
  user: CalendlyUser | null;
  connections: ConnectionStatus[];
}

/** How one connection is. */
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
  problems: ToldProblem[];
}

/** What came by one way. `duplicate` counts the copies, the others the deliveries by what became of them. */
export interface DeliveryCounts {
  lastReceivedAt: Date | null;
  last24h: Record<Exclude<DeliveryStatus, 'dismissed'> | 'duplicate', number>;
}

/** Stable, for programs. `clock_skew` is about this server, the others about a connection. */
export type ProblemCode = ConnectionProblem | 'clock_skew';

/** A problem in a person's words, and what to do about it. */
export interface ToldProblem {
  code: ProblemCode;
  message: string;
  remedy: string;
}
