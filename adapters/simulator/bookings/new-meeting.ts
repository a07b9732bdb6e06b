import type { EventType } from '../people/event-type.ts';
import { addSeconds } from '../time/instant-text.ts';
import { type Answer, type Invitee, type Payment, type Tracking, untracked } from './invitee.ts';
import { locationOf } from './meeting-location.ts';
import type { ScheduledEvent } from './scheduled-event.ts';

/** A person who books, and the details that they give. */
export interface Person {
  email: string;
  name: string;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  timezone?: string | null | undefined;
  answers?: readonly Answer[] | undefined;
  tracking?: Partial<Tracking> | undefined;
  phone?: string | null | undefined;
  payment?: Payment | null | undefined;
  submissionId?: string | null | undefined;
}

/** A meeting without invitees. */
export function newScheduledEvent(
  type: EventType,
  when: { id: string; start: string; createdAt: string },
  {
    hostIds,
    person,
    guests = [],
  }: { hostIds: readonly string[]; person: Person; guests?: readonly string[] },
): ScheduledEvent {
  const { id } = when;
  const number = Number.parseInt(id.slice(0, 8), 16);
  return {
    id,
    organizationId: type.organizationId,
    eventTypeId: type.id,
    hostIds,
    name: type.name,
    startTime: when.start,
    endTime: addSeconds(when.start, type.minutes * 60),
    limit: type.limit,
    location: locationOf(type.location, {
      phone: person.phone ?? null,
      bookedAt: when.createdAt,
      number,
    }),
    guests: guests.map((email) => ({ email, createdAt: when.createdAt })),
    createdAt: when.createdAt,
    inviteeIds: [],
    status: 'active',
    updatedAt: when.createdAt,
    cancellation: null,
  };
}

export function newInvitee(
  event: ScheduledEvent,
  person: Person,
  { id, createdAt, replaces }: { id: string; createdAt: string; replaces: Invitee | null },
): Invitee {
  return {
    id,
    eventId: event.id,
    email: person.email,
    name: person.name,
    firstName: person.firstName ?? null,
    lastName: person.lastName ?? null,
    timezone: person.timezone === undefined ? 'Europe/Paris' : person.timezone,
    answers: person.answers ?? [],
    tracking: { ...untracked, ...person.tracking },
    phone: person.phone ?? null,
    payment: person.payment ?? null,
    submissionId: person.submissionId ?? null,
    createdAt,
    replaces: replaces && { eventId: replaces.eventId, id: replaces.id },
    replacedBy: null,
    status: 'active',
    updatedAt: createdAt,
    cancellation: null,
    noShow: null,
  };
}
