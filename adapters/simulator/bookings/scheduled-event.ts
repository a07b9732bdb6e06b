import type { MeetingLocation } from './meeting-location.ts';

export interface Cancellation {
  /** A name, not a URI. */
  canceledBy: string;
  reason: string | null;
  cancelerType: 'host' | 'invitee';
  createdAt: string;
}

export interface Guest {
  email: string;
  createdAt: string;
}

/** A meeting with one invitee, or several in a group. Its start never changes: a reschedule makes another meeting. */
export interface ScheduledEvent {
  readonly id: string;
  readonly organizationId: string;
  readonly eventTypeId: string;
  readonly hostIds: readonly string[];
  readonly name: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly limit: number;
  readonly location: MeetingLocation;
  readonly guests: readonly Guest[];
  readonly createdAt: string;
  readonly inviteeIds: string[];
  status: 'active' | 'canceled';
  updatedAt: string;
  cancellation: Cancellation | null;
}
