import type { Receipt } from '../domain/delivery.ts';

/** Counts the service's answers, for its operators. Every code is a word of ours: no id, no foreign text. */
export interface Metrics {
  /** Counts the answer to a webhook, once for each request. */
  webhookAnswered(code: WebhookCode): void;

  /** Counts a request, other than a webhook, that was answered with a problem of this stable `code`. */
  problemAnswered(code: string): void;

  /** Counts a realtime client that was refused or disconnected. */
  socketRefused(code: SocketRefusal): void;
}

/** A receipt, or the reason for its absence. `aborted`: the sender went away before the whole request arrived. */
export type WebhookCode = Receipt | WebhookRefusal | 'aborted';

export type WebhookRefusal =
  | 'signature_invalid'
  | 'rate_limited'
  | 'too_large'
  | 'unavailable'
  | 'method_not_allowed'
  | 'not_found'
  | 'internal_error';

/** `slow_consumer`: a client that does not read its events. */
export type SocketRefusal =
  | 'foreign_origin'
  | 'unauthorized'
  | 'validation'
  | 'unavailable'
  | 'rate_limited'
  | 'token_expired'
  | 'org_disabled'
  | 'slow_consumer';
