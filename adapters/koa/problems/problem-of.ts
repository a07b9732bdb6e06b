import { CoreError, ResyncRequired, StoreTrouble } from '../../../src/domain/errors.ts';
import { isProblemCode } from '../../wire/problem-code.ts';
import type { ProblemFacts, ProblemKey } from './answer-problem.ts';
import { en } from './en.ts';

/** An error of the core as a problem. */
export interface ToldError extends Required<ProblemFacts> {
  key: ProblemKey;
}

/** Errors of the core are problems by their code. Null for what is our own bug. */
export function problemOf(error: unknown): ToldError | null {
  if (!(error instanceof CoreError)) return null;
  // Whoever asks can do nothing but come again. What the database said is for the log.
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
