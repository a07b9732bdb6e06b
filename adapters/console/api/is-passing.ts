import { ProblemError } from './problem-error.ts';
import { ServerAwayError } from './server-away-error.ts';

/** True when the same request may succeed in a while. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof ServerAwayError || (error instanceof ProblemError && error.status === 429)
  );
}
