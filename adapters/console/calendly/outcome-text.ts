import { ProblemError } from '../api/problem-error.ts';
import { problemText } from '../api/problem-text.ts';
import { enCalendly } from '../locale/en-calendly.ts';
import type { Say } from '../locale/use-text.ts';

type OutcomeId = Extract<keyof typeof enCalendly, `outcome.${string}`>;

/** The text for the outcome of connecting. Codes are those of the HTTP API. */
export function outcomeText(code: string, say: Say): string {
  const id = `outcome.${code}`;
  return isKnown(id) ? say(id) : say('outcome.other', { code });
}

/** The text for an error of connecting: the page's own text for its code, else the server's. */
export function connectFailure(error: Error, say: Say): string {
  const hasText = error instanceof ProblemError && isKnown(`outcome.${error.code}`);
  return hasText ? outcomeText(error.code, say) : problemText(error, say);
}

/** The text for an error with a personal token. A refused token has the same code as a consent that was not given. */
export function tokenFailure(error: Error, say: Say): string {
  const isRefused = error instanceof ProblemError && error.code === 'oauth_failed';
  return isRefused ? say('outcome.calendly_unauthenticated') : connectFailure(error, say);
}

function isKnown(id: string): id is OutcomeId {
  return Object.hasOwn(enCalendly, id);
}
