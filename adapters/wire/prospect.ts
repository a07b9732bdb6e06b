import { z } from 'zod';
import { shownFields } from '../../src/domain/prospect.ts';
import type { ProspectView } from '../../src/ports/prospect-store.ts';
import { Instant } from './instant.ts';
import { Tracking } from './tracking.ts';

/** A prospect as the API answers it. */
export const Prospect = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    phone: z.string().nullable(),
    timezone: z.string().nullable(),
    source: z.literal('calendly'),
    createdAt: Instant,
    updatedAt: Instant,
    lastActivityAt: Instant,
    nextScheduledEventAt: Instant.nullable(),
    tracking: z.object({ first: Tracking, last: Tracking }),
    editedFields: z.array(z.string()),
  })
  .meta({ id: 'Prospect' });

export type Prospect = z.infer<typeof Prospect>;

export function prospectBody(view: ProspectView): Prospect {
  return {
    id: view.id,
    email: view.email,
    ...shownFields(view),
    source: 'calendly',
    createdAt: view.createdAt.toISOString(),
    updatedAt: view.updatedAt.toISOString(),
    lastActivityAt: view.lastActivityAt.toISOString(),
    nextScheduledEventAt: view.nextScheduledEventAt?.toISOString() ?? null,
    tracking: view.tracking,
    editedFields: Object.keys(view.edits),
  };
}
