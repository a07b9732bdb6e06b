import type { EmailAddress } from './email-address.ts';
import type { KnownState, Surroundings } from './known-state.ts';
import type { LogEntry } from './log-entry.ts';
import {
  changedProspectFields,
  mergeProspect,
  newProspect,
  type Prospect,
  type ReportedPerson,
} from './prospect.ts';
import type { Version } from './version.ts';

/** Merges a reported person into the prospect with this e-mail address. An unknown address makes a new prospect. */
export function applyPerson(
  known: KnownState,
  email: EmailAddress,
  reported: ReportedPerson,
  version: Version,
  activityAt: Date,
  around: Surroundings,
): { prospect: Prospect; isNew: boolean; entries: LogEntry[] } {
  const { now } = around;
  const before = known.prospect(email);
  const base = before ?? newProspect(around.newId(), email, now, activityAt);
  const merged = mergeProspect(base, reported, version, activityAt);
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
