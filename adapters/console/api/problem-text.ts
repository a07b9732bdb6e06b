import type { Say } from '../locale/use-text.ts';
import { ProblemError } from './problem-error.ts';
import { ServerAwayError } from './server-away-error.ts';

/** The text of an error: the server's own text, and its code for a person who asks for help. */
export function problemText(error: unknown, say: Say): string {
  if (error instanceof ServerAwayError) return say('problem.away');
  if (error instanceof ProblemError) {
    return say('problem.refused', {
      status: error.status,
      code: error.code,
      detail: error.message,
    });
  }
  return error instanceof Error ? error.message : String(error);
}
