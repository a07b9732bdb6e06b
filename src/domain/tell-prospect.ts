import type { EmailAddress } from './email-address.ts';
import type { KnownState, Surroundings } from './known-state.ts';
import type { LogEntry } from './log-entry.ts';
import {
  changedProspectFields,
  mergeProspect,
  newProspect,
  type Prospect,
  type ToldOfProspect,
} from './prospect.ts';
import type { Version } from './version.ts';

/** What a delivery makes of the person it names: somebody new, or somebody known of whom more is known now. */
export function tellProspect(
  known: KnownState,
  email: EmailAddress,
  told: ToldOfProspect,
  version: Version,
  activityAt: Date,
  around: Surroundings,
): { prospect: Prospect; isNew: boolean; entries: LogEntry[] } {
  const { now } = around;
  const before = known.prospect(email);
  const base = before ?? newProspect(around.newId(), email, now, activityAt);
  const merged = mergeProspect(base, told, version, activityAt);
  if (before === undefined) {
    const created: LogEntry = {
      type: 'prospect.created',
      subjectId: merged.id,
      changed: [],
      occurredAt: now,
    };
    return { prospect: merged, isNew: true, entries: [created] };
  }
  const changed = changedProspectFields(before, merged);
  if (changed.length === 0) return { prospect: merged, isNew: false, entries: [] };
  const updated: LogEntry = {
    type: 'prospect.updated',
    subjectId: merged.id,
    changed,
    occurredAt: now,
  };
  return { prospect: { ...merged, updatedAt: now }, isNew: false, entries: [updated] };
}
