import { z } from 'zod';
import type * as ports from '../../src/ports/notifier.ts';
import { ConnectionStatus, connectionStatusBody } from './calendly-status.ts';
import { Instant } from './instant.ts';
import { Note, noteBody } from './note.ts';
import { Prospect, prospectBody } from './prospect.ts';
import { ScheduledEvent, scheduledEventBody } from './scheduled-event.ts';

const about = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({
    seq: z.number().int().positive(),
    epoch: z.string(),
    type: z.literal(type),
    organizationId: z.string(),
    occurredAt: Instant,
    subjectId: z.string(),
    data: data.nullable(),
  });

/**
 * One row of the organization's event log, rendered when it is sent. `seq` is dense per organization.
 * `data` is the subject as the API answers it now, null when it is gone, so applying one twice is harmless.
 */
export const RealtimeEvent = z
  .discriminatedUnion('type', [
    about('prospect.created', Prospect),
    about('prospect.updated', Prospect),
    about('prospect.erased', Prospect),
    about('scheduled_event.created', ScheduledEvent),
    about('scheduled_event.updated', ScheduledEvent),
    about('scheduled_event.canceled', ScheduledEvent),
    about('scheduled_event.rescheduled', ScheduledEvent),
    about('scheduled_event.no_show_marked', ScheduledEvent),
    about('scheduled_event.no_show_cleared', ScheduledEvent),
    about('scheduled_event.removed', z.null()),
    about('note.added', Note),
    about('connection.changed', ConnectionStatus),
  ])
  .meta({ id: 'RealtimeEvent' });

export type RealtimeEvent = z.infer<typeof RealtimeEvent>;

export function realtimeEventBody(event: ports.RealtimeEvent): RealtimeEvent {
  const { seq, epoch, type, organizationId, occurredAt, subjectId, subject } = event;
  const data = subject === null ? null : subjectBody(subject);
  // The type and its subject belong together in the log; the union of the wire cannot see that from here.
  return {
    seq,
    epoch,
    type,
    organizationId,
    occurredAt: occurredAt.toISOString(),
    subjectId,
    data,
  } as RealtimeEvent;
}

export function subjectBody(
  subject: ports.Subject,
): Prospect | ScheduledEvent | Note | ConnectionStatus {
  switch (subject.kind) {
    case 'prospect':
      return prospectBody(subject.prospect);
    case 'scheduled_event':
      return scheduledEventBody(subject.scheduledEvent);
    case 'note':
      return noteBody(subject.note);
    case 'connection':
      return connectionStatusBody(subject.connection);
  }
}
