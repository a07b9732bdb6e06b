import { z } from 'zod';

/** An error on the wire: `application/problem+json` (RFC 9457) with a stable `code` to branch on. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof Problem>;
