import { applyInviteeFact } from './apply-invitee-fact.ts';
import { applyRoutingFormFact } from './apply-routing-form-fact.ts';
import type { Fact } from './delivery.ts';
import type { Applied, KnownState, Surroundings } from './known-state.ts';

/**
 * Decides what a fact makes true. For facts that carry times, every order and repetition of a set of facts leads to the
 * same state. Only the announcements on the way differ.
 */
export function applyFact(known: KnownState, fact: Fact, around: Surroundings): Applied {
  return fact.kind === 'form_submitted'
    ? applyRoutingFormFact(known, fact, around)
    : applyInviteeFact(known, fact, around);
}
