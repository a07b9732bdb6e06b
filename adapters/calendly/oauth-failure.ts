import { ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { CalendlyRefusal, ProviderError } from '../../src/domain/errors.ts';

/** A refusal with its code (RFC 6749, section 5.2). */
export interface OauthRefusalCode {
  status: number;
  error: string;
}

/**
 * The code of a refusal: from the body of a 400, or from the challenge of a 401. Null when Calendly did not refuse: it
 * asked to come back later, or gave another answer.
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

/**
 * Any other failure. Calendly may have done what was asked. The error does not repeat the answer, which may hold
 * tokens.
 */
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
  const status =
    typeof thing === 'object' && thing !== null && 'status' in thing ? thing.status : 0;
  return typeof status === 'number' && status > 0 ? status : null;
}
