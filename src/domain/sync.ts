import type { OrganizationId } from './organization-id.ts';

/** A back-fill: it reads all meetings of a window and their invitees from Calendly, and merges them. */
export interface Sync {
  id: string;
  organizationId: OrganizationId;
  /** `waiting`: for Calendly's rate limit, until `resumesAt`. */
  state: 'running' | 'waiting' | 'done' | 'failed';
  startedAt: Date;
  finishedAt: Date | null;
  /** Bounds of the meetings' starts, both inclusive; a null `to` includes all of the future. */
  from: Date;
  to: Date | null;
  eventsSeen: number;
  inviteesSeen: number;
  /** The number of scheduled events that were added, and of those that changed. */
  created: number;
  updated: number;
  /** 0 to 100. It is 100 only when the back-fill is done. */
  percent: number;
  resumesAt: Date | null;
  /** The reason of the failure, for people. */
  error: string | null;
}

/** The position from which a sync continues after a crash. Only the sync reads it. */
export interface SyncPosition {
  /** Ids of the connections that are done. */
  connectionsDone: readonly string[];
  /** The page of the current connection; null for its first page. */
  pageToken: string | null;
  /** The number of meetings of that page that are done. */
  meetingsDone: number;
  /** The number of meetings of the window over all connections; null until they are counted. */
  meetingsTotal: number | null;
  /** The number of failures in a row. */
  failures: number;
}

/** The position of every new sync. */
export const beginning: SyncPosition = {
  connectionsDone: [],
  pageToken: null,
  meetingsDone: 0,
  meetingsTotal: null,
  failures: 0,
};
