import type { EmailAddress } from './email-address.ts';
import { type Tracking, untracked } from './tracking.ts';
import { replaces, type Version } from './version.ts';

/** A person known by e-mail within one organization. */
export interface Prospect {
  id: string;
  email: EmailAddress;
  /** The values that Calendly reported with the booking made last. */
  reported: ProspectFields;
  /** The values that a person set instead. Each stays until a person hands its field back. */
  edits: Partial<ProspectFields>;
  tracking: { first: Tracking; last: Tracking };
  createdAt: Date;
  updatedAt: Date;
  lastActivityAt: Date;
  versions: ProspectVersions;
}

export interface ProspectFields {
  /** Null when Calendly reported none. The e-mail address stands in for it. */
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  timezone: string | null;
}

/**
 * The version of each value, by the invitee's `created_at`. A late report about an old booking overwrites nothing
 * newer.
 */
export interface ProspectVersions {
  name: Version | null;
  phone: Version | null;
  timezone: Version | null;
  firstTracking: Version | null;
  lastTracking: Version | null;
}

export const editableFields = ['name', 'firstName', 'lastName', 'phone', 'timezone'] as const;

/** The fields as they are shown: edits before reported values, and the e-mail address for a missing name. */
export function shownFields(prospect: Prospect): ProspectFields & { name: string } {
  const fields = { ...prospect.reported, ...prospect.edits };
  return { ...fields, name: fields.name ?? prospect.email };
}

export function newProspect(
  id: string,
  email: EmailAddress,
  now: Date,
  activityAt: Date,
): Prospect {
  return {
    id,
    email,
    reported: { name: null, firstName: null, lastName: null, phone: null, timezone: null },
    edits: {},
    tracking: { first: untracked, last: untracked },
    createdAt: now,
    updatedAt: now,
    lastActivityAt: activityAt,
    versions: {
      name: null,
      phone: null,
      timezone: null,
      firstTracking: null,
      lastTracking: null,
    },
  };
}

/** The person in a delivery. Null means that the delivery has no such value. */
export interface ReportedPerson extends ProspectFields {
  tracking: Tracking | null;
}

/**
 * Merges a reported person into a prospect. Every order of deliveries has the same result. A missing value never erases
 * a reported one. `candidate` is the version by the invitee's `created_at`.
 */
export function mergeProspect(
  current: Prospect,
  { name, firstName, lastName, phone, timezone, tracking }: ReportedPerson,
  candidate: Version,
  activityAt: Date,
): Prospect {
  const merged: Prospect = {
    ...current,
    reported: { ...current.reported },
    tracking: { ...current.tracking },
    versions: { ...current.versions },
  };

  if (name !== null && replaces(candidate, current.versions.name)) {
    Object.assign(merged.reported, { name, firstName, lastName });
    merged.versions.name = candidate;
  }
  if (phone !== null && replaces(candidate, current.versions.phone)) {
    merged.reported.phone = phone;
    merged.versions.phone = candidate;
  }
  if (timezone !== null && replaces(candidate, current.versions.timezone)) {
    merged.reported.timezone = timezone;
    merged.versions.timezone = candidate;
  }
  if (tracking !== null && replaces(candidate, current.versions.lastTracking)) {
    merged.tracking.last = tracking;
    merged.versions.lastTracking = candidate;
  }
  const { firstTracking } = current.versions;
  if (tracking !== null && (firstTracking === null || candidate < firstTracking)) {
    merged.tracking.first = tracking;
    merged.versions.firstTracking = candidate;
  }
  if (activityAt > current.lastActivityAt) merged.lastActivityAt = activityAt;
  return merged;
}

/** The API's fields whose shown value differs between two states of one prospect. */
export function changedProspectFields(before: Prospect, after: Prospect): string[] {
  const shownBefore = shownFields(before);
  const shownAfter = shownFields(after);
  const changed: string[] = editableFields.filter((f) => shownBefore[f] !== shownAfter[f]);
  if (JSON.stringify(before.tracking) !== JSON.stringify(after.tracking)) changed.push('tracking');
  if (before.lastActivityAt.getTime() !== after.lastActivityAt.getTime()) {
    changed.push('lastActivityAt');
  }
  return changed;
}

/** A person's values for a prospect's fields; null hands a field back to Calendly. */
export type ProspectEdits = { [field in keyof ProspectFields]?: string | null };

/** Replaces Calendly's values by a person's. They stay, whatever Calendly reports from now on. */
export function editProspect(current: Prospect, edits: ProspectEdits, now: Date): Prospect {
  const edited = { ...current.edits };
  for (const field of editableFields) {
    const value = edits[field];
    if (value === null) delete edited[field];
    else if (value !== undefined) edited[field] = value;
  }
  const after = { ...current, edits: edited };
  const unchanged = JSON.stringify(current.edits) === JSON.stringify(edited);
  return unchanged ? current : { ...after, updatedAt: now };
}
