import { z } from 'zod';
import { type ProblemCode, problemStatuses } from './problem-code.ts';

/** The fault of one field. `pointer` is a JSON Pointer into the query or the body, empty for the whole. */
export const FieldError = z
  .object({ in: z.enum(['query', 'body']), pointer: z.string(), message: z.string() })
  .meta({ id: 'FieldError' });

export type FieldError = z.infer<typeof FieldError>;

/**
 * An error on the wire: `application/problem+json` (RFC 9457) with a stable `code` to branch on. `detail` and each
 * `message` are in the reader's language.
 */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(Object.keys(problemStatuses) as [ProblemCode]),
    /** With `validation`: the faults, field by field, the first 20 at most. */
    errors: z.array(FieldError).optional(),
    /** With `resync_required`: the position to continue from, after loading the current state. */
    seq: z.number().int().optional(),
    epoch: z.string().optional(),
    /** With `not_ready`: the paths that cannot serve. */
    failing: z.array(z.string()).optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof Problem>;
