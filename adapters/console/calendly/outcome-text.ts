import { ProblemError } from '../api/problem-error.ts';
import { problemText } from '../api/problem-text.ts';
import { enCalendly } from '../locale/en-calendly.ts';
import type { Say } from '../locale/use-text.ts';

type OutcomeId = Extract<keyof typeof enCalendly, `outcome.${string}`>;

/** How connecting went, in words. Codes are those of the HTTP API. */
export function outcomeText(code: string, say: Say): string {
  const id = `outcome.${code}`;
  return isKnown(id) ? say(id) : say('outcome.other', { code });
}

/** The same for what connecting threw: the page's own words where it has any, else the server's. */
export function connectFailure(error: Error, say: Say): string {
  const isTold = error instanceof ProblemError && isKnown(`outcome.${error.code}`);
  return isTold ? outcomeText(error.code, say) : problemText(error, say);
}

/** The same for a personal token: that Calendly refuses one has the code of a consent that was not given. */
export function tokenFailure(error: Error, say: Say): string {
  const isRefused = error instanceof ProblemError && error.code === 'oauth_failed';
  return isRefused ? say('outcome.calendly_unauthenticated') : connectFailure(error, say);
}

function isKnown(id: string): id is OutcomeId {
  return Object.hasOwn(enCalendly, id);
}
