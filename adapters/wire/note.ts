import { z } from 'zod';
import type * as domain from '../../src/domain/booking-note.ts';
import { Instant } from './instant.ts';
import { typedText } from './typed-text.ts';

/** A note on a prospect. `createdAt` is when the fact happened; `author` is null for a fact that Calendly reported. */
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

/** A note in a person's words: 1 to 10,000 characters. */
export const NewNote = z.strictObject({ body: typedText(10_000) });

/** A note as the API answers it. Stores answer no note without a prospect. */
export function noteBody({ id, prospectId, kind, body, createdAt, author }: domain.Note): Note {
  if (prospectId === null) throw new RangeError(`Note ${id} has no prospect yet.`);
  return { id, prospectId, kind, body, createdAt: createdAt.toISOString(), author };
}
