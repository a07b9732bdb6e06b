import { z } from 'zod';
import type { SubjectChange } from '../../src/ports/subject-change.ts';
import { Delivery } from './delivery.ts';
import { subjectBody } from './realtime-event.ts';
import { typedText } from './typed-text.ts';

/** Why somebody decides on a delivery, in their own words. */
export const Reason = z.strictObject({ reason: typedText(1000) });

/** One realtime event that a decision makes, or would make: its fields that change, each with its value before and after. */
export const Change = z
  .object({
    type: z.string(),
    subjectId: z.string(),
    changed: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
  })
  .meta({ id: 'Change' });

export type Change = z.infer<typeof Change>;

/** A delivery after a person's decision. `applied` is false for a dry run, and when there was nothing to apply. */
export const DecidedDelivery = z
  .object({
    delivery: Delivery,
    applied: z.boolean(),
    dryRun: z.boolean(),
    changes: z.array(Change),
  })
  .meta({ id: 'DecidedDelivery' });

export function changeBody({ type, subjectId, before, after }: SubjectChange): Change {
  const was: Record<string, unknown> = before === null ? {} : { ...subjectBody(before) };
  const is: Record<string, unknown> = { ...subjectBody(after) };
  const changed: Change['changed'] = {};
  for (const [field, value] of Object.entries(is)) {
    const earlier = was[field] ?? null;
    if (JSON.stringify(earlier) !== JSON.stringify(value)) changed[field] = [earlier, value];
  }
  return { type, subjectId, changed };
}
