import { CoreError, ResyncRequired, StoreTrouble } from '../../../src/domain/errors.ts';
import { isProblemCode } from '../../wire/problem-code.ts';
import type { ProblemFacts, ProblemKey } from './answer-problem.ts';
import { en } from './en.ts';

/** An error of the core as a problem. */
export interface CoreProblem extends Required<ProblemFacts> {
  key: ProblemKey;
}

/** The problem that an error of the core is, by its code. Null for any other error, which is our bug. */
export function problemOf(error: unknown): CoreProblem | null {
  if (!(error instanceof CoreError)) return null;
  // A client can only try again. The database's own message is for the log.
  if (error instanceof StoreTrouble) return { key: 'unavailable.database', facts: {}, more: {} };
  const { code, message } = error;
  if (!isProblemCode(code) || !isKey(code)) return null;
  if (!(error instanceof ResyncRequired)) return { key: code, facts: { message }, more: {} };
  const { seq, epoch } = error;
  return { key: code, facts: { message, seq }, more: { seq, epoch } };
}

function isKey(code: string): code is ProblemKey {
  return code in en;
}
