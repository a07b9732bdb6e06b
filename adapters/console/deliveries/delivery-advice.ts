import type { DeliveryFile } from '../../wire/delivery.ts';
import type { TextId } from '../locale/catalog.ts';
import type { Say } from '../locale/use-text.ts';

/** The remedy for a dead delivery, by its reason. */
const forReasons: Record<string, TextId> = {
  empty: 'advice.empty',
  bad_json: 'advice.notCalendly',
  not_an_object: 'advice.notCalendly',
  too_deep: 'advice.notCalendly',
  encoded: 'advice.encoded',
  schema: 'advice.schema',
  no_email: 'advice.no_email',
  internal_error: 'advice.internal_error',
};

/** The meaning of a delivery's status for its reader, and the remedy. `when` is the next attempt, in words. */
export function deliveryAdvice(delivery: DeliveryFile, when: string, say: Say): string {
  const { status, reason, rawBody } = delivery;
  const isSettled = status === 'applied' || status === 'ignored' || status === 'unrouted';
  if (rawBody === null && !isSettled) return say('advice.bodyGone');
  if (status === 'dead') return say(forReasons[reason ?? ''] ?? 'advice.tried');
  return say(`advice.${status}`, { when });
}
