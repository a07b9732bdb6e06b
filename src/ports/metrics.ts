import type { Receipt } from '../domain/delivery.ts';

/** Counts what the service answers, for its operators. Every code is a word of ours: no id, no text of somebody else's. */
export interface Metrics {
  /** A webhook was answered, once for each request. */
  webhookAnswered(code: WebhookCode): void;

  /** A request that is no webhook was answered with a problem of this stable `code`. */
  problemAnswered(code: string): void;

  /** A realtime client was not let in, or was let go. */
  socketRefused(code: SocketRefusal): void;
}

/** A receipt, or why there is none. `aborted`: the sender went away before all of it was there. */
export type WebhookCode = Receipt | WebhookRefusal | 'aborted';

export type WebhookRefusal =
  | 'signature_invalid'
  | 'rate_limited'
  | 'too_large'
  | 'unavailable'
  | 'method_not_allowed'
  | 'not_found'
  | 'internal_error';

/** `slow_consumer`: a client that does not read what it is sent. */
export type SocketRefusal =
  | 'foreign_origin'
  | 'unauthorized'
  | 'validation'
  | 'unavailable'
  | 'rate_limited'
  | 'token_expired'
  | 'org_disabled'
  | 'slow_consumer';
