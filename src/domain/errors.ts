/** Root of every failure the core can name. `code` is stable: alerts, docs and the HTTP table key on it. */
export abstract class CoreError extends Error {
  abstract readonly code: string;

  /** Whether the same attempt may succeed later. `false` sends a delivery straight to the dead letters. */
  readonly retryable: boolean = false;
}

/** A store cannot be reached, or did not answer in time. Nothing of the attempt was kept. */
export class StoreUnavailable extends CoreError {
  readonly code = 'unavailable';
  override readonly retryable = true;
}

/** An organization's stream was held by another writer for too long. Nothing of the attempt was kept. */
export class StreamBusy extends CoreError {
  readonly code = 'stream_busy';
  override readonly retryable = true;
}

/** Another writer stored the same delivery meanwhile. Nothing of the attempt was kept. */
export class StoreConflict extends CoreError {
  readonly code = 'store_conflict';
  override readonly retryable = true;
}

/** More deliveries wait than can be kept in memory. Nothing of the refused one was kept. */
export class TooManyWaiting extends CoreError {
  readonly code = 'too_many_waiting';
  override readonly retryable = true;
}

/**
 * The bearer of a token is not let in. `code` tells a missing token from a bad and from an expired one, and from a good
 * one of an organization that is disabled.
 */
export class NotAuthenticated extends CoreError {
  readonly code: 'token_missing' | 'token_invalid' | 'token_expired' | 'org_disabled';

  constructor(code: NotAuthenticated['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Nobody can tell at the moment whether a token is valid: those who know its signer's keys do not answer. */
export class AuthUnavailable extends CoreError {
  readonly code = 'auth_unavailable';
  override readonly retryable = true;
}

/** A cursor that this organization was not given, or that was changed on the way. */
export class CursorInvalid extends CoreError {
  readonly code = 'cursor_invalid';
}

/** The event log no longer (or not yet) reaches the place asked for: start again from a snapshot at `seq`. */
export class ResyncRequired extends CoreError {
  readonly code = 'resync_required';
  readonly seq: number;
  readonly epoch: string;

  constructor(seq: number, epoch: string) {
    super(
      'The event log cannot continue from there: it begins later, or has not come that far. ' +
        `Load the current state and continue from ${seq}.`,
    );
    this.seq = seq;
    this.epoch = epoch;
  }
}

/** Calendly did not do what it was asked. */
export abstract class CalendlyRefusal extends CoreError {}

/** The access token is not accepted (401). */
export class CalendlyUnauthenticated extends CalendlyRefusal {
  readonly code = 'calendly_unauthenticated';
}

/** The user may not do this (403): for want of a scope, of a larger plan, or of the role of owner or admin. */
export class CalendlyForbidden extends CalendlyRefusal {
  readonly code = 'calendly_forbidden';
  readonly want: 'scope' | 'plan' | 'role';
  /** What Calendly names, for the want of a scope. */
  readonly requiredScopes: readonly string[];

  constructor(
    want: CalendlyForbidden['want'],
    message: string,
    requiredScopes: readonly string[] = [],
  ) {
    super(message);
    this.want = want;
    this.requiredScopes = requiredScopes;
  }
}

/** What was asked for is not there (404). */
export class CalendlyNotFound extends CalendlyRefusal {
  readonly code = 'calendly_not_found';
}

/** A subscription with this address exists (409). */
export class CalendlyConflict extends CalendlyRefusal {
  readonly code = 'calendly_conflict';
}

/** Too many calls (429). */
export class CalendlyRateLimited extends CalendlyRefusal {
  readonly code = 'calendly_rate_limited';
  override readonly retryable = true;
  /** How long to wait. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`Calendly takes no more calls for ${seconds} s.`);
    this.seconds = seconds;
  }
}

/** Calendly did not answer in time, or with something that cannot be understood. What was asked may have been done. */
export class ProviderError extends CalendlyRefusal {
  readonly code = 'provider_error';
  override readonly retryable = true;
}

/** Calendly cannot send webhooks to the address of this service: it is no public https address. */
export class NotReachable extends CalendlyRefusal {
  readonly code = 'not_reachable';
}

/** The settings that this needs are not there. The message names them. */
export class NotConfigured extends CoreError {
  readonly code = 'not_configured';
}

/** The code, the verifier or the client was not accepted, or the person declined. */
export class OauthRefused extends CoreError {
  readonly code = 'oauth_failed';
}

/** The state of a callback is unknown, used, expired, or another browser's. */
export class OauthStateInvalid extends CoreError {
  readonly code = 'oauth_state_invalid';
}

/** The refresh token is not accepted any more: only new consent helps. */
export class GrantInvalid extends CoreError {
  readonly code = 'grant_invalid';
}

/** Another organization has connected this user of Calendly. */
export class AlreadyConnected extends CoreError {
  readonly code = 'already_connected';
}

/** A sealed secret was changed, belongs elsewhere, or its key is not known. */
export class KeyError extends CoreError {
  readonly code = 'key_error';
}
