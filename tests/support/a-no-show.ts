import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { aFact, type FactOptions } from './a-fact.ts';

/** The invitee is marked as a no-show. */
export function aNoShow(options: FactOptions): InviteeFact {
  const at = options.at ?? '2026-01-05T11:00:00Z';
  return aFact('no_show_marked', { noShow: { marked: true, at: new Date(at) }, ...options, at });
}

/** The mark is taken back. */
export function aNoShowCleared(options: FactOptions): InviteeFact {
  const at = options.at ?? '2026-01-05T12:00:00Z';
  return aFact('no_show_cleared', { noShow: { marked: false, at: null }, ...options, at });
}
