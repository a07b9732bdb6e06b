import { z } from 'zod';
import { Instant } from './instant.ts';

/** A note on a prospect. `createdAt` is when the fact happened; `author` is null for what Calendly told. */
export const Note = z
  .object({
    id: z.string(),
    prospectId: z.string(),
    kind: z.enum(['booked', 'rescheduled', 'canceled', 'no_show', 'routing_form', 'manual']),
    body: z.string(),
    createdAt: Instant,
    author: z.string().nullable(),
  })
  .meta({ id: 'Note' });

export type Note = z.infer<typeof Note>;
