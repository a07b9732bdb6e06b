import { z } from 'zod';
import { type ProspectEdits as Edits, shownFields } from '../../src/domain/prospect.ts';
import type { ProspectView } from '../../src/ports/prospect-store.ts';
import { breaks } from './field-rule.ts';
import { Instant } from './instant.ts';
import { Tracking } from './tracking.ts';
import { typedText } from './typed-text.ts';

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

const edit = (longest: number) => typedText(longest).nullable().optional();

/** The fields that a person may change. `null` gives a field back to Calendly. */
export const ProspectEdits = z
  .strictObject({
    name: edit(200),
    firstName: edit(200),
    lastName: edit(200),
    phone: edit(50),
    timezone: edit(100).refine(
      (zone) => zone === undefined || zone === null || isTimeZone(zone),
      breaks('time_zone'),
    ),
  })
  .transform((edits) =>
    Object.fromEntries(Object.entries(edits).filter(([, value]) => value !== undefined)),
  )
  .pipe(z.custom<Edits>());

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

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
