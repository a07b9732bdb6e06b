/** Root of every failure the core can name. `code` is stable: alerts, docs and the HTTP table key on it. */
export abstract class CoreError extends Error {
  abstract readonly code: string;

  /** True when the same attempt may succeed later. `false` sends a delivery straight to the dead letters. */
  readonly retryable: boolean = false;
}

/**
 * The store kept nothing of an attempt, for a reason that lies outside the attempt. The same attempt may succeed later.
 */
export abstract class StoreTrouble extends CoreError {
  override readonly retryable = true;
}

/** The store cannot be reached, or did not answer in time. It kept nothing of the attempt. */
export class StoreUnavailable extends StoreTrouble {
  readonly code = 'unavailable';
}

/** Another writer held an organization's stream for too long. The store kept nothing of the attempt. */
export class StreamBusy extends StoreTrouble {
  readonly code = 'stream_busy';
}

/** Another writer stored the same delivery meanwhile. The store kept nothing of the attempt. */
export class StoreConflict extends StoreTrouble {
  readonly code = 'store_conflict';
}

/** The store refused, and the fault may lie in the work or in the store. The store kept nothing of the attempt. */
export class StoreRefused extends StoreTrouble {
  readonly code = 'store_refused';
}

/** More deliveries wait than memory may hold. Nothing of the refused delivery was kept. */
export class TooManyWaiting extends CoreError {
  readonly code = 'too_many_waiting';
  override readonly retryable = true;
}

/**
 * A token does not let its bearer in. `code` distinguishes a missing, an invalid and an expired token, and a valid one
 * of a disabled organization.
 */
export class NotAuthenticated extends CoreError {
  readonly code: 'token_missing' | 'token_invalid' | 'token_expired' | 'org_disabled';

  constructor(code: NotAuthenticated['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The token cannot be checked now: the keys of its signer cannot be read. */
export class AuthUnavailable extends CoreError {
  readonly code = 'auth_unavailable';
  override readonly retryable = true;
}

/** The cursor was not given to this organization, or was changed on the way. */
export class CursorInvalid extends CoreError {
  readonly code = 'cursor_invalid';
}

/**
 * The event log does not reach the requested position, or not yet. The client loads a snapshot and continues from
 * `seq`.
 */
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

/** Calendly does not accept the access token (401). */
export class CalendlyUnauthenticated extends CalendlyRefusal {
  readonly code = 'calendly_unauthenticated';
}

/** The user may not do this (403): a scope, a larger plan, or the role of owner or admin is missing. */
export class CalendlyForbidden extends CalendlyRefusal {
  readonly code = 'calendly_forbidden';
  readonly want: 'scope' | 'plan' | 'role';
  /** The scopes that Calendly names when a scope is missing. */
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

/** Calendly does not have the requested thing (404). */
export class CalendlyNotFound extends CalendlyRefusal {
  readonly code = 'calendly_not_found';
}

/** A subscription with this address exists (409). */
export class CalendlyConflict extends CalendlyRefusal {
  readonly code = 'calendly_conflict';
}

/** Calendly received too many calls (429). */
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

/** Calendly did not answer in time, or not in an understandable way. It may have done what it was asked. */
export class ProviderError extends CalendlyRefusal {
  readonly code = 'provider_error';
  override readonly retryable = true;
}

/** Calendly cannot send webhooks to this service, because its address is no public https address. */
export class NotReachable extends CalendlyRefusal {
  readonly code = 'not_reachable';
}

/** A needed setting is missing. The message names it. */
export class NotConfigured extends CoreError {
  readonly code = 'not_configured';
}

/** Calendly did not accept the code, the verifier or the client, or the person declined. */
export class OauthRefused extends CoreError {
  readonly code = 'oauth_failed';
}

/** The state of a callback is unknown, used, expired, or another browser's. */
export class OauthStateInvalid extends CoreError {
  readonly code = 'oauth_state_invalid';
}

/** Calendly no longer accepts the refresh token. Only new consent helps. */
export class GrantInvalid extends CoreError {
  readonly code = 'grant_invalid';
}

/** Another organization has connected this Calendly user. */
export class AlreadyConnected extends CoreError {
  readonly code = 'already_connected';
}

/** A sealed secret was changed, belongs elsewhere, or its key is not known. */
export class KeyError extends CoreError {
  readonly code = 'key_error';
}
