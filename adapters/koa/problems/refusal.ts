import type { ProblemCode } from '../../wire/problem-code.ts';
import { type CodeOf, codeOf, type ProblemFacts, type ProblemKey } from './answer-problem.ts';

/** A problem that a handler answers instead of a success. Its route declares it. */
export class Refusal<Code extends ProblemCode> {
  readonly code: Code;
  readonly key: ProblemKey;
  readonly problemFacts: ProblemFacts;

  constructor(code: Code, key: ProblemKey, problemFacts: ProblemFacts) {
    this.code = code;
    this.key = key;
    this.problemFacts = problemFacts;
  }
}

export function refuse<const Key extends ProblemKey>(
  key: Key,
  problemFacts: ProblemFacts = {},
): Refusal<CodeOf<Key>> {
  return new Refusal(codeOf(key), key, problemFacts);
}
