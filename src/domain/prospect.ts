import type { EmailAddress } from './email-address.ts';
import { type Tracking, untracked } from './tracking.ts';
import { replaces, type Version } from './version.ts';

/** A person known by e-mail within one organization. */
export interface Prospect {
  id: string;
  email: EmailAddress;
  /** What Calendly told, by the booking that was made last. */
  told: ProspectFields;
  /** What a person put in its place; it stays until that person hands the field back. */
  edits: Partial<ProspectFields>;
  tracking: { first: Tracking; last: Tracking };
  createdAt: Date;
  updatedAt: Date;
  lastActivityAt: Date;
  versions: ProspectVersions;
}

export interface ProspectFields {
  /** Null when nobody told one: the e-mail stands in for it. */
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  timezone: string | null;
}

/** Which booking told what: by the invitee's `created_at`, so a late word on an old booking overwrites nothing newer. */
export interface ProspectVersions {
  name: Version | null;
  phone: Version | null;
  timezone: Version | null;
  firstTracking: Version | null;
  lastTracking: Version | null;
}

export const editableFields = ['name', 'firstName', 'lastName', 'phone', 'timezone'] as const;

/** The fields as they are shown: edits before what Calendly told, the e-mail where there is no name. */
export function shownFields(prospect: Prospect): ProspectFields & { name: string } {
  const fields = { ...prospect.told, ...prospect.edits };
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
    told: { name: null, firstName: null, lastName: null, phone: null, timezone: null },
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

/** What a delivery tells about a person. Null is nothing told. */
export interface ToldOfProspect extends ProspectFields {
  tracking: Tracking | null;
}

/**
 * Merges what a booking or a form tells about its person, with one result for every order of deliveries. Nothing told
 * never erases something told. `told` is the version by the invitee's `created_at`.
 */
export function mergeProspect(
  current: Prospect,
  { name, firstName, lastName, phone, timezone, tracking }: ToldOfProspect,
  told: Version,
  activityAt: Date,
): Prospect {
  const merged: Prospect = {
    ...current,
    told: { ...current.told },
    tracking: { ...current.tracking },
    versions: { ...current.versions },
  };

  if (name !== null && replaces(told, current.versions.name)) {
    Object.assign(merged.told, { name, firstName, lastName });
    merged.versions.name = told;
  }
  if (phone !== null && replaces(told, current.versions.phone)) {
    merged.told.phone = phone;
    merged.versions.phone = told;
  }
  if (timezone !== null && replaces(told, current.versions.timezone)) {
    merged.told.timezone = timezone;
    merged.versions.timezone = told;
  }
  if (tracking !== null && replaces(told, current.versions.lastTracking)) {
    merged.tracking.last = tracking;
    merged.versions.lastTracking = told;
  }
  const { firstTracking } = current.versions;
  if (tracking !== null && (firstTracking === null || told < firstTracking)) {
    merged.tracking.first = tracking;
    merged.versions.firstTracking = told;
  }
  if (activityAt > current.lastActivityAt) merged.lastActivityAt = activityAt;
  return merged;
}

/** The fields of the API whose shown value differs between two states of one prospect. */
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

/** What a person wants a prospect's fields to be; null hands a field back to Calendly. */
export type ProspectEdits = { [field in keyof ProspectFields]?: string | null };

/** Puts a person's words in the place of Calendly's. They stay, whatever Calendly tells from now on. */
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
