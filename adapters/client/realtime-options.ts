import type { ReceivedEvent } from './received-event.ts';

/** A position in the event log, as the server gave it. */
export interface LogPosition {
  seq: number;
  epoch: string;
}

/** Sent once per connection, after every event past the client's `after` was replayed. */
export interface Ready extends LogPosition {
  organizationId: string;
  /** The number of events that were replayed before. */
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
  /** The server's base URL. In a browser the default is the page's own origin. */
  url?: string;
  /** The bearer token, as the HTTP API takes it, without `Bearer `. */
  token: string;
  /** The `seq` of the snapshot at hand: later events are replayed. Without it only new events come. */
  after?: number;
  /** The `epoch` of the same snapshot. An `after` above 0 without it always asks for a reload. */
  epoch?: string;
  /** Called when the client has caught up, again after every reconnection. */
  onReady?: (ready: Ready) => void;
  /**
   * Called for every event of the log once, in order and without gaps, however often the connection breaks. Events that
   * are not kept (`seq: null`) come as they happen, possibly never. Ignore unknown types: later servers may send more.
   */
  onEvent: (event: ReceivedEvent) => void;
  /**
   * Called when the log does not reach back to the client's position, or is another log, so that the shown data may be
   * wrong. Load the snapshot again; events continue from `position`. The snapshot may already contain some of them:
   * apply only events whose `seq` is above the snapshot's.
   */
  onResyncRequired: (position: LogPosition) => void;
  onStatus?: (status: RealtimeStatus, reason?: SignedOutReason) => void;
}
