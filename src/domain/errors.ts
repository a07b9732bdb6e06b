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

/** The bearer of a token is not let in. `reason` tells a missing token from a bad and from an expired one. */
export class NotAuthenticated extends CoreError {
  readonly code: 'token_missing' | 'token_invalid' | 'token_expired';

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
      `The event log does not reach back that far. Load the current state and continue from ${seq}.`,
    );
    this.seq = seq;
    this.epoch = epoch;
  }
}
