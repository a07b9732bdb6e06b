import type { ReceivedEvent } from './received-event.ts';

/** Where the event log stands, told by the server. */
export interface LogPosition {
  seq: number;
  epoch: string;
}

/** Sent once per connection, after everything past the client's `after` was replayed. */
export interface Ready extends LogPosition {
  organizationId: string;
  /** How many events were replayed before this. */
  replayed: number;
}

/**
 * - `connecting`: the first attempt is under way.
 * - `live`: caught up; events come as they happen.
 * - `reconnecting`: the connection was lost or an event is missing; nothing to do, it catches up by itself.
 * - `signed_out`: the token is refused or has expired, or its organization is disabled; final until `renew`.
 * - `closed`: `close` was called; final.
 */
export type RealtimeStatus = 'connecting' | 'live' | 'reconnecting' | 'signed_out' | 'closed';

/** Why a connection is `signed_out`. */
export type SignedOutReason = 'unauthorized' | 'token_expired' | 'org_disabled';

export interface RealtimeOptions {
  /** The server's base URL; in a browser the page's own origin when left out. */
  url?: string;
  /** The bearer token, as the HTTP API takes it, without `Bearer `. */
  token: string;
  /** `seq` of the snapshot in hand: what came after it is replayed. Left out: only what is new comes. */
  after?: number;
  /** `epoch` of that same snapshot. An `after` above 0 without it always asks for a reload. */
  epoch?: string;
  /** Caught up. Called again after every reconnection. */
  onReady?: (ready: Ready) => void;
  /**
   * Every event of the log once, in order, without gaps, however often the connection drops in
   * between; and events that are not kept (`seq: null`) as they come, possibly never.
   * Ignore types you do not know: later servers may send more.
   */
  onEvent: (event: ReceivedEvent) => void;
  /**
   * The log does not reach back to what this client has, or is another log: what it shows may be
   * wrong. Load the snapshot again; events go on from `position`. A snapshot may already contain
   * some of them: apply only events whose `seq` is above the snapshot's.
   */
  onResyncRequired: (position: LogPosition) => void;
  onStatus?: (status: RealtimeStatus, reason?: SignedOutReason) => void;
}
