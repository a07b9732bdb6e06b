import type { BookingKey } from './booking-key.ts';
import type { PendingNote } from './booking-note.ts';
import {
  type Cancellation,
  type Contact,
  type Details,
  type InviteeFact,
  type Location,
  type Meeting,
  noDetails,
} from './invitee-fact.ts';
import type { LogEntryType } from './log-entry.ts';
import { noFields } from './prospect.ts';
import { replaces, type Version } from './version.ts';

/** One invitee's booking. Three invitees of a group meeting are three of these. */
export interface ScheduledEvent {
  id: string;
  booking: BookingKey;
  prospectId: string;
  /** When the first delivery about it was received. */
  receivedAt: Date;
  meeting: Meeting;
  location: Location | null;
  contact: Contact;
  details: Details;
  noShow: boolean;
  /** The reported cancellation. Once set, it is never taken back. */
  cancellation: Cancellation | null;
  /** True once a delivery reports that the booking was rescheduled away, or that another booking replaces it. */
  rescheduledAway: boolean;
  /** True once the booking moved in place, without a successor. */
  moved: boolean;
  replaces: BookingKey | null;
  replacedBy: BookingKey | null;
  /** Notes that wait for a known start. */
  pendingNotes: PendingNote[];
  versions: PartVersions;
}

/** The version of each part: of the delivery that reported it last. */
export type PartVersions = { [part in Part]: Version | null };
export const parts = [
  'meeting',
  'location',
  'contact',
  'details',
  'noShow',
  'cancellation',
] as const;
export type Part = (typeof parts)[number];

/** The versions in one delivery: of the meeting and of the invitee. */
export interface FactVersions {
  event: Version;
  invitee: Version;
}

export type ScheduledEventStatus = 'active' | 'canceled' | 'rescheduled';

/** The status is derived, so no order of deliveries can leave it wrong. A successor outweighs a cancellation. */
export function statusOf(event: ScheduledEvent): ScheduledEventStatus {
  if (event.rescheduledAway || event.replacedBy !== null) return 'rescheduled';
  return event.cancellation === null ? 'active' : 'canceled';
}

/** Orders meetings for a reader: coming ones by start, then past ones latest first, then those without a time. */
export function nextFirst(now: Date): (a: ScheduledEvent, b: ScheduledEvent) => number {
  const rank = ({ meeting: { startTime } }: ScheduledEvent): [number, number] => {
    if (startTime === null) return [2, 0];
    const away = startTime.getTime() - now.getTime();
    return [away > 0 ? 0 : 1, Math.abs(away)];
  };
  return (a, b) => {
    const [groupOfA, awayOfA] = rank(a);
    const [groupOfB, awayOfB] = rank(b);
    return groupOfA - groupOfB || awayOfA - awayOfB || (a.id < b.id ? 1 : -1);
  };
}

const { phone: _phone, ...noContact } = noFields;

/** A booking of which only the identity is known. */
export function unknownScheduledEvent(
  id: string,
  booking: BookingKey,
  prospectId: string,
  receivedAt: Date,
): ScheduledEvent {
  return {
    id,
    booking,
    prospectId,
    receivedAt,
    meeting: { name: null, startTime: null, endTime: null, hosts: [] },
    location: null,
    contact: noContact,
    details: noDetails,
    noShow: false,
    cancellation: null,
    rescheduledAway: false,
    moved: false,
    replaces: null,
    replacedBy: null,
    pendingNotes: [],
    versions: {
      meeting: null,
      location: null,
      contact: null,
      details: null,
      noShow: null,
      cancellation: null,
    },
  };
}

/**
 * Merges a delivery into a booking. For deliveries that carry times, every order and repetition has the same result:
 * each part comes from its latest report, and a cancellation or a lineage stays once reported. `prospectId` is the
 * fact's person. The booking belongs to the prospect of its latest contact.
 */
export function mergeScheduledEvent(
  current: ScheduledEvent,
  fact: InviteeFact,
  versions: FactVersions,
  prospectId: string,
): ScheduledEvent {
  const merged: ScheduledEvent = { ...current, versions: { ...current.versions } };
  const takes = (part: Part, version: Version): boolean => {
    if (!replaces(version, merged.versions[part])) return false;
    merged.versions[part] = version;
    return true;
  };

  // A booking or a cancellation without times may repeat the start from before a move.
  const mayBeOld = fact.kind !== 'moved' && current.moved && fact.times.reportedAt === null;
  if (fact.meeting !== undefined && !mayBeOld && takes('meeting', versions.event)) {
    merged.meeting = fact.meeting;
  }
  if (fact.location !== undefined && takes('location', versions.event))
    merged.location = fact.location;
  if (takes('contact', versions.invitee)) {
    merged.contact = fact.contact;
    merged.prospectId = prospectId;
  }
  if (fact.details !== undefined && takes('details', versions.invitee))
    merged.details = fact.details;
  if (fact.noShow !== undefined && takes('noShow', versions.invitee)) {
    merged.noShow = fact.noShow.marked;
  }
  if (fact.cancellation !== null && takes('cancellation', versions.invitee)) {
    merged.cancellation = fact.cancellation;
  }
  merged.moved = current.moved || fact.kind === 'moved';
  merged.rescheduledAway = current.rescheduledAway || fact.rescheduledAway;
  merged.replaces = firmer(current.replaces, fact.replaces);
  merged.replacedBy = firmer(current.replacedBy, fact.replacedBy);
  return merged;
}

/** Adds a lineage that another booking's delivery or row reports. */
export function withLineage(
  event: ScheduledEvent,
  lineage: { replaces?: BookingKey | null; replacedBy?: BookingKey | null },
): ScheduledEvent {
  return {
    ...event,
    replaces: firmer(event.replaces, lineage.replaces ?? null),
    replacedBy: firmer(event.replacedBy, lineage.replacedBy ?? null),
  };
}

/** The announcements for a booking that went from one state to another. Empty when nothing that shows changed. */
export function scheduledEventChanges(
  before: ScheduledEvent | null,
  after: ScheduledEvent,
): { type: LogEntryType; changed: string[] }[] {
  const status = statusOf(after);
  const changed = before === null ? [] : changedFields(before, after);
  const news: { type: LogEntryType; changed: string[] }[] = [];
  if (before === null) news.push({ type: 'scheduled_event.created', changed: [] });

  const turned = (before === null ? 'active' : statusOf(before)) !== status;
  if (turned && status !== 'active') news.push({ type: `scheduled_event.${status}`, changed });
  else if (
    before !== null &&
    after.moved &&
    !same(before.meeting.startTime, after.meeting.startTime)
  ) {
    news.push({ type: 'scheduled_event.rescheduled', changed });
  }
  if ((before?.noShow ?? false) !== after.noShow) {
    const type = after.noShow
      ? 'scheduled_event.no_show_marked'
      : 'scheduled_event.no_show_cleared';
    news.push({ type, changed: ['noShow'] });
  }
  if (news.length === 0 && changed.length > 0)
    news.push({ type: 'scheduled_event.updated', changed });
  return news;
}

const shown = [
  'prospectId',
  'meeting',
  'location',
  'contact',
  'details',
  'noShow',
  'cancellation',
  'replaces',
  'replacedBy',
] as const;

function changedFields(before: ScheduledEvent, after: ScheduledEvent): string[] {
  const fields: string[] = shown.filter((field) => !same(before[field], after[field]));
  return statusOf(before) === statusOf(after) ? fields : [...fields, 'status'];
}

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Calendly reports one lineage the same way twice. If it did not, the choice must not depend on the order. */
function firmer(a: BookingKey | null, b: BookingKey | null): BookingKey | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
