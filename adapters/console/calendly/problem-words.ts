import type { ProblemCode } from '../../../src/domain/connection-status.ts';
import { describeProblem } from '../../../src/domain/problem-texts.ts';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';

type Problem = CalendlyStatus['problems'][number];

/** Those whose words say nothing that only the server knows: which permission is missing, by how much a clock is off, how much waits. */
const sayable = {
  reconnect_required: true,
  subscription_disabled: true,
  subscription_missing: true,
  role_lost: true,
  plan_too_small: true,
  not_reachable: true,
  provider_error: true,
  scope_missing: false,
  clock_skew: false,
  undecided_growing: false,
} satisfies Record<ProblemCode, boolean>;

/** A problem in the language of the page where that can be, else as the server says it. */
export function problemWords(
  problem: Problem,
  { kind, locale }: Pick<CalendlyStatus, 'kind'> & { locale: string },
): Pick<Problem, 'message' | 'remedy'> {
  if (!isSayable(problem.code)) return problem;
  return describeProblem(problem.code, locale === 'fr' ? 'fr' : 'en', {
    connection: kind && { kind, grantedScopes: null },
    skewSeconds: 0,
    undecidedBytes: 0,
    appUrl: location.origin,
  });
}

function isSayable(code: string): code is ProblemCode {
  return Object.hasOwn(sayable, code) && sayable[code as ProblemCode];
}
