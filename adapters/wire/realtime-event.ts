import { z } from 'zod';
import { Instant } from './instant.ts';
import { Note } from './note.ts';
import { Prospect } from './prospect.ts';
import { ScheduledEvent } from './scheduled-event.ts';

const about = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({
    seq: z.number().int().positive(),
    epoch: z.string(),
    type: z.literal(type),
    organizationId: z.string(),
    occurredAt: Instant,
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
    about('scheduled_event.removed', ScheduledEvent),
    about('note.added', Note),
  ])
  .meta({ id: 'RealtimeEvent' });

export type RealtimeEvent = z.infer<typeof RealtimeEvent>;
