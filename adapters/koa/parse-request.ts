import type { Context } from 'koa';
import type { z } from 'zod';
import { answerProblem } from './answer-problem.ts';

/** Reads the query by a schema; answers 422 with what is wrong, and then null. */
export function parseQuery<T extends z.ZodType>(ctx: Context, schema: T): z.infer<T> | null {
  return parse(ctx, schema, { ...ctx.query });
}

/** Reads the JSON body by a schema; answers 422 with what is wrong, and then null. */
export function parseBody<T extends z.ZodType>(ctx: Context, schema: T): z.infer<T> | null {
  return parse(ctx, schema, ctx.request.body);
}

function parse<T extends z.ZodType>(ctx: Context, schema: T, value: unknown): z.infer<T> | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) =>
    [path.join('.'), message].filter((part) => part !== '').join(': '),
  );
  answerProblem(ctx, 422, 'validation', `${issues.join('. ')}.`);
  return null;
}
