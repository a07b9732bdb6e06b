/** Where meetings of a type take place. A conference gets its link only some seconds after the booking. */
export type EventTypePlace =
  | { kind: 'physical'; location: string }
  | { kind: 'custom'; location: string }
  | { kind: 'outbound_call' }
  | { kind: 'zoom' }
  | { kind: 'google_conference' };

/** What can be booked: how long, with whom, and how many at once. */
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
  readonly place: EventTypePlace;
  readonly question: string;
  readonly createdAt: string;
}
