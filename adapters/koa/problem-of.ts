import {
  AlreadyConnected,
  AuthUnavailable,
  CalendlyRefusal,
  CoreError,
  CursorInvalid,
  NotAuthenticated,
  NotConfigured,
  OauthRefused,
  OauthStateInvalid,
  ResyncRequired,
  StoreUnavailable,
  StreamBusy,
} from '../../src/domain/errors.ts';

/** Kinds before their parents. */
const statuses: [abstract new (...args: never[]) => CoreError, number][] = [
  [NotAuthenticated, 401],
  [AuthUnavailable, 503],
  [CursorInvalid, 400],
  [ResyncRequired, 410],
  [StoreUnavailable, 503],
  [StreamBusy, 503],
  [OauthStateInvalid, 400],
  [OauthRefused, 400],
  [AlreadyConnected, 409],
  [NotConfigured, 409],
  [CalendlyRefusal, 502],
];

/** An error of the core as a person is told it. */
export interface ToldError {
  status: number;
  code: string;
  detail: string;
}

/** The one place that knows the HTTP status of the core's errors. Null for what is our own bug. */
export function problemOf(error: unknown): ToldError | null {
  const status = statuses.find(([kind]) => error instanceof kind)?.[1];
  if (status === undefined || !(error instanceof CoreError)) return null;
  const isAway = error instanceof StoreUnavailable || error instanceof StreamBusy;
  const detail = isAway ? 'The database does not answer. Try again in a moment.' : error.message;
  return { status, code: error.code, detail };
}
