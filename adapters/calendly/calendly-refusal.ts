import {
  CalendlyConflict,
  CalendlyForbidden,
  CalendlyNotFound,
  CalendlyRateLimited,
  type CalendlyRefusal,
  CalendlyUnauthenticated,
  ProviderError,
} from '../../src/domain/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { CalendlyApiError } from '../wire/calendly-api-error.ts';
import type { ReadAnswer } from './bounded-fetch.ts';
import { PassingFailure } from './passing-failure.ts';

/** Calendly's windows are a minute long (Calendly's docs, "Rate limits"). */
const windowSeconds = 60;
const longestWaitSeconds = 3600;
/** Calendly's message is for people and may be any text. */
const longestWords = 300;

/**
 * Turns an unsuccessful answer into an error. The status decides, and the title where a status has several meanings.
 * Calendly has worded a plan that is too small in three ways; each asks for an upgrade.
 */
export function calendlyRefusal(answer: ReadAnswer, asked: string, clock: Clock): CalendlyRefusal {
  const error = readError(answer.body);
  const words = wordsOf(error) ?? `Calendly refused ${asked} (${answer.status}).`;
  switch (answer.status) {
    case 401:
      return new CalendlyUnauthenticated(words);
    case 403:
      return new CalendlyForbidden(wantOf(error), words, error.required_scopes);
    case 404:
      return new CalendlyNotFound(words);
    case 409:
      return new CalendlyConflict(words);
    case 429:
      return new CalendlyRateLimited(secondsToWait(answer.headers, clock) ?? windowSeconds);
    default:
      return answer.status < 500 ? new ProviderError(words) : trouble(answer, asked, clock);
  }
}

/** An answer with `Retry-After` is not repeated before that time. */
function trouble({ status, headers }: ReadAnswer, asked: string, clock: Clock): CalendlyRefusal {
  const seconds = retryAfterSeconds(headers, clock);
  if (seconds !== null) return new CalendlyRateLimited(seconds);
  return new PassingFailure(`Calendly could not answer ${asked} (${status}).`);
}

function wantOf({ title, message, required_scopes }: CalendlyApiError): CalendlyForbidden['want'] {
  if (required_scopes.length > 0 || /insufficient.scope/i.test(title ?? '')) return 'scope';
  return /upgrade|\bplan\b/i.test(`${title} ${message}`) ? 'plan' : 'role';
}

function wordsOf({ title, message, details }: CalendlyApiError): string | null {
  const problems = details.flatMap((one) =>
    one === null ? [] : [[one.parameter, one.message].filter(Boolean).join(' ')],
  );
  const [summary = null] = [message, title].filter((text) => text !== null);
  if (summary === null) return null;
  return [summary, problems.join(', ')].join(' ').trim().slice(0, longestWords);
}

function readError(body: Uint8Array): CalendlyApiError {
  try {
    return CalendlyApiError.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return CalendlyApiError.parse({});
  }
}

/** `X-RateLimit-Reset` counts seconds from now. Without it `Retry-After` is used, which Calendly does not document. */
function secondsToWait(headers: Headers, clock: Clock): number | null {
  const reset = headers.get('x-ratelimit-reset');
  return reset !== null && /^\d{1,12}$/.test(reset)
    ? bounded(Number(reset))
    : retryAfterSeconds(headers, clock);
}

/** RFC 9110, section 10.2.3: seconds, or a date. */
function retryAfterSeconds(headers: Headers, clock: Clock): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = /^\d{1,12}$/.test(value)
    ? Number(value)
    : Math.ceil((Date.parse(value) - clock.now().getTime()) / 1000);
  return Number.isNaN(seconds) ? null : bounded(seconds);
}

function bounded(seconds: number): number {
  return Math.min(Math.max(seconds, 1), longestWaitSeconds);
}
