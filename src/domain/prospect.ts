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

/** The fields that Calendly reports and that a person can edit, in the order of the form. */
export const prospectFields = ['name', 'firstName', 'lastName', 'phone', 'timezone'] as const;

export type ProspectField = (typeof prospectFields)[number];

/** Null means that Calendly reported none. The e-mail address stands in for a missing name. */
export type ProspectFields = Record<ProspectField, string | null>;

/** A prospect without any value. */
export const noFields: Readonly<ProspectFields> = all(prospectFields, null);

/** They have one version, that of the name: they are replaced together. */
const nameFields = ['name', 'firstName', 'lastName'] as const;

type SingleField = Exclude<ProspectField, (typeof nameFields)[number]>;

const singleFields = prospectFields.filter(
  (field): field is SingleField => !nameFields.some((name) => name === field),
);

/** The values that have a version of their own. Rows hold the versions in this order, so a new one comes last. */
export const versionedValues = [
  'name',
  'phone',
  'timezone',
  'firstTracking',
  'lastTracking',
] as const;

/**
 * The version of each value, by the invitee's `created_at`. A late report about an old booking overwrites nothing
 * newer.
 */
export type ProspectVersions = Record<(typeof versionedValues)[number], Version | null>;

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
    reported: noFields,
    edits: {},
    tracking: { first: untracked, last: untracked },
    createdAt: now,
    updatedAt: now,
    lastActivityAt: activityAt,
    versions: all(versionedValues, null),
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
  person: ReportedPerson,
  candidate: Version,
  activityAt: Date,
): Prospect {
  const merged: Prospect = {
    ...current,
    reported: { ...current.reported },
    tracking: { ...current.tracking },
    versions: { ...current.versions },
  };

  const { name, firstName, lastName, tracking } = person;
  if (name !== null && replaces(candidate, current.versions.name)) {
    Object.assign(merged.reported, { name, firstName, lastName });
    merged.versions.name = candidate;
  }
  for (const field of singleFields) {
    if (person[field] === null || !replaces(candidate, current.versions[field])) continue;
    merged.reported[field] = person[field];
    merged.versions[field] = candidate;
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
  const changed: string[] = prospectFields.filter((f) => shownBefore[f] !== shownAfter[f]);
  if (JSON.stringify(before.tracking) !== JSON.stringify(after.tracking)) changed.push('tracking');
  if (before.lastActivityAt.getTime() !== after.lastActivityAt.getTime()) {
    changed.push('lastActivityAt');
  }
  return changed;
}

/** A person's values for a prospect's fields; null hands a field back to Calendly. */
export type ProspectEdits = { [field in ProspectField]?: string | null };

/** Replaces Calendly's values by a person's. They stay, whatever Calendly reports from now on. */
export function editProspect(current: Prospect, edits: ProspectEdits, now: Date): Prospect {
  const edited = { ...current.edits };
  for (const field of prospectFields) {
    const value = edits[field];
    if (value === null) delete edited[field];
    else if (value !== undefined) edited[field] = value;
  }
  const after = { ...current, edits: edited };
  const unchanged = JSON.stringify(current.edits) === JSON.stringify(edited);
  return unchanged ? current : { ...after, updatedAt: now };
}

function all<Key extends string, Value>(keys: readonly Key[], value: Value): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value])) as Record<Key, Value>;
}
