/** The location of an event type's meetings. A conference gets its link some seconds after the booking. */
export type EventTypeLocation =
  | { kind: 'physical'; location: string }
  | { kind: 'custom'; location: string }
  | { kind: 'outbound_call' }
  | { kind: 'zoom' }
  | { kind: 'google_conference' };

/** An event type: its length, its hosts, and how many invitees a meeting may have. */
export interface EventType {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly organizationId: string;
  readonly ownerId: string;
  readonly hostIds: readonly string[];
  /** With several hosts: all of them come (`collective`), or one of them in turn (`round_robin`). */
  readonly pooling: 'round_robin' | 'collective' | null;
  readonly minutes: number;
  /** More than one makes it a group meeting. */
  readonly limit: number;
  readonly location: EventTypeLocation;
  readonly question: string;
  readonly createdAt: string;
}
