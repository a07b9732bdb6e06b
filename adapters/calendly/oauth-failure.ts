import { ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { CalendlyRefusal, ProviderError } from '../../src/domain/errors.ts';

/** A refusal by the code that it carries (RFC 6749, section 5.2). */
export interface OauthRefusalCode {
  status: number;
  error: string;
}

/**
 * What Calendly refuses by code: in the body of a 400, in a challenge of a 401. Null when it did not refuse, but failed:
 * it said to come back later, or answered with something else.
 */
export function refusalCode(failure: unknown): OauthRefusalCode | null {
  if (failure instanceof ResponseBodyError) return isRefusal(failure.status, failure.error);
  if (!(failure instanceof WWWAuthenticateChallengeError)) return null;
  return isRefusal(failure.status, failure.cause[0]?.parameters['error'] ?? '');
}

function isRefusal(status: number, error: string): OauthRefusalCode | null {
  const isFinal =
    [400, 401, 403].includes(status) && /^(invalid|unauthorized|unsupported)_/.test(error);
  return isFinal ? { status, error } : null;
}

/** Everything else: what was asked may have been done. Whatever was answered is not repeated, as it may hold tokens. */
export function oauthTrouble(failure: unknown): ProviderError {
  const cause = failure instanceof Error ? failure.cause : null;
  for (const known of [failure, cause])
    if (known instanceof CalendlyRefusal) return known as ProviderError;
  const status = statusOf(failure) ?? statusOf(cause);
  if (status === 429)
    return new ProviderError('Calendly gives no more tokens for now: eight a minute at most.');
  const answered = status === null ? '' : ` (${status})`;
  return new ProviderError(`Calendly's answer about tokens cannot be understood${answered}.`);
}

function statusOf(thing: unknown): number | null {
  const told = typeof thing === 'object' && thing !== null && 'status' in thing ? thing.status : 0;
  return typeof told === 'number' && told > 0 ? told : null;
}
