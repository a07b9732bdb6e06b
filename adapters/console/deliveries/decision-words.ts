import type { DeliveryAct } from '../../../src/domain/delivery-act.ts';
import type { DecidedDelivery } from '../api/api.ts';
import { ProblemError } from '../api/problem-error.ts';
import { problemText } from '../api/problem-text.ts';
import type { Say } from '../locale/use-text.ts';

/** The result of a decision in one sentence. */
export function outcomeText(act: DeliveryAct, decided: DecidedDelivery, say: Say): string {
  const { applied, changes, delivery } = decided;
  if (act === 'dismiss') return say('act.dismissed');
  if (applied) return say('act.applied', { count: changes.length });
  return say(delivery.status === 'ignored' ? 'act.ignored' : 'act.notApplied');
}

/** Why nothing was decided. */
export function decisionFailure(error: unknown, say: Say): string {
  const code = error instanceof ProblemError ? error.code : null;
  if (code === 'wrong_status') return say('act.wrongStatus');
  if (code === 'body_gone') return say('act.bodyGone');
  return problemText(error, say);
}
