import type { OrganizationId } from './organization-id.ts';

/** A back-fill: all meetings of a window and their invitees, read from Calendly and merged. */
export interface Sync {
  id: string;
  organizationId: OrganizationId;
  /** `waiting`: for Calendly's rate limit, until `resumesAt`. */
  state: 'running' | 'waiting' | 'done' | 'failed';
  startedAt: Date;
  finishedAt: Date | null;
  /** Starts of meetings, both inclusive; `to` is null for all of the future. */
  from: Date;
  to: Date | null;
  eventsSeen: number;
  inviteesSeen: number;
  /** Scheduled events that were not held yet, and those that changed. */
  created: number;
  updated: number;
  /** 0 to 100, and 100 only when it is done. */
  percent: number;
  resumesAt: Date | null;
  /** Why it failed, for people. */
  error: string | null;
}

/** Where a sync goes on after a crash. Opaque to everybody else. */
export interface SyncPosition {
  /** Connections that are done. */
  connectionsDone: readonly string[];
  /** The page of the connection under way; null for its first. */
  pageToken: string | null;
  /** Meetings of that page that are done. */
  meetingsDone: number;
  /** All meetings of the window, over all connections; null until they were counted. */
  meetingsTotal: number | null;
  /** Failures in a row. */
  failures: number;
}

/** Where every sync starts. */
export const beginning: SyncPosition = {
  connectionsDone: [],
  pageToken: null,
  meetingsDone: 0,
  meetingsTotal: null,
  failures: 0,
};
