import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { aFact, type FactOptions } from './a-fact.ts';

/** A cancellation by the invitee, for good. */
export function aCancellation({
  reason = null,
  ...options
}: FactOptions & { reason?: string | null }): InviteeFact {
  const at = options.at === undefined ? '2026-01-03T09:00:00Z' : options.at;
  const cancellation = {
    by: options.of,
    byType: 'invitee' as const,
    reason,
    at: at === null ? null : new Date(at),
  };
  return aFact('canceled', { cancellation, ...options, at });
}
