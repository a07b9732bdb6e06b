import type { Context } from 'koa';
import type { z } from 'zod';
import { answerProblem } from './answer-problem.ts';

/** Reads the query by a schema; answers 422 with what is wrong, and then null. */
export function parseQuery<T extends z.ZodType>(ctx: Context, schema: T): z.infer<T> | null {
  const parsed = schema.safeParse({ ...ctx.query });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  answerProblem(ctx, 422, 'validation', issues.join('. '));
  return null;
}
