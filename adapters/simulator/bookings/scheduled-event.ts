import type { MeetingPlace } from './meeting-place.ts';

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

/** A meeting with one invitee, or with several when it is a group's. Its start never changes: a reschedule makes another. */
export interface ScheduledEvent {
  readonly id: string;
  readonly organizationId: string;
  readonly eventTypeId: string;
  readonly hostIds: readonly string[];
  readonly name: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly limit: number;
  readonly place: MeetingPlace;
  readonly guests: readonly Guest[];
  readonly createdAt: string;
  readonly inviteeIds: string[];
  status: 'active' | 'canceled';
  updatedAt: string;
  cancellation: Cancellation | null;
}
