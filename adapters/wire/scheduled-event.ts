import { z } from 'zod';
import { eventUriOf, inviteeUriOf } from '../../src/domain/booking-key.ts';
import * as domain from '../../src/domain/scheduled-event.ts';
import { Instant } from './instant.ts';
import { Tracking } from './tracking.ts';

/** One invitee's booking as the API answers it. Three invitees of a group meeting are three, sharing `eventUri`. */
export const ScheduledEvent = z
  .object({
    id: z.string(),
    prospectId: z.string(),
    eventUri: z.string(),
    inviteeUri: z.string(),
    name: z.string().nullable(),
    status: z.enum(['active', 'canceled', 'rescheduled']),
    startTime: Instant.nullable(),
    endTime: Instant.nullable(),
    timezone: z.string().nullable(),
    location: z
      .object({ type: z.string(), text: z.string().nullable(), joinUrl: z.string().nullable() })
      .nullable(),
    hosts: z.array(
      z.object({
        userUri: z.string(),
        name: z.string().nullable(),
        email: z.string().nullable(),
      }),
    ),
    cancelUrl: z.string().nullable(),
    rescheduleUrl: z.string().nullable(),
    cancellation: z
      .object({
        by: z.string().nullable(),
        byType: z.enum(['host', 'invitee']).nullable(),
        reason: z.string().nullable(),
        at: Instant.nullable(),
      })
      .nullable(),
    noShow: z.boolean(),
    rescheduledFrom: z.string().nullable(),
    rescheduledTo: z.string().nullable(),
    questionsAndAnswers: z.array(
      z.object({ question: z.string(), answer: z.string(), position: z.number() }),
    ),
    tracking: Tracking,
    payment: z
      .object({
        provider: z.string(),
        amount: z.number(),
        currency: z.string(),
        successful: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'ScheduledEvent' });

export type ScheduledEvent = z.infer<typeof ScheduledEvent>;

export function scheduledEventBody(event: domain.ScheduledEvent): ScheduledEvent {
  const { meeting, details, contact, cancellation } = event;
  return {
    id: event.id,
    prospectId: event.prospectId,
    eventUri: eventUriOf(event.booking),
    inviteeUri: inviteeUriOf(event.booking),
    name: meeting.name,
    status: domain.statusOf(event),
    startTime: meeting.startTime?.toISOString() ?? null,
    endTime: meeting.endTime?.toISOString() ?? null,
    timezone: contact.timezone,
    location: event.location,
    hosts: meeting.hosts,
    cancelUrl: details.cancelUrl,
    rescheduleUrl: details.rescheduleUrl,
    cancellation: cancellation && { ...cancellation, at: cancellation.at?.toISOString() ?? null },
    noShow: event.noShow,
    rescheduledFrom: event.replaces && inviteeUriOf(event.replaces),
    rescheduledTo: event.replacedBy && inviteeUriOf(event.replacedBy),
    questionsAndAnswers: details.questionsAndAnswers,
    tracking: details.tracking,
    payment: details.payment,
  };
}
