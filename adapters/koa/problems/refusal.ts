import type { ProblemCode } from '../../wire/problem-code.ts';
import { type CodeOf, codeOf, type ProblemFacts, type ProblemKey } from './answer-problem.ts';

/** What a handler answers instead of a success: a problem that its route declares. */
export class Refusal<Code extends ProblemCode> {
  readonly code: Code;
  readonly key: ProblemKey;
  readonly told: ProblemFacts;

  constructor(code: Code, key: ProblemKey, told: ProblemFacts) {
    this.code = code;
    this.key = key;
    this.told = told;
  }
}

export function refuse<const Key extends ProblemKey>(
  key: Key,
  told: ProblemFacts = {},
): Refusal<CodeOf<Key>> {
  return new Refusal(codeOf(key), key, told);
}
