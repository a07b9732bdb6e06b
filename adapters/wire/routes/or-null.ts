import type { z } from 'zod';

/** A parameter that may be left out: null then. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().transform((value) => value ?? null);
}
