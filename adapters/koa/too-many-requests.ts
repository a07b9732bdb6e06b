import type { Context } from 'koa';
import { answerProblem } from './answer-problem.ts';

/** Tells who asks too much when to come back. */
export function tooManyRequests(ctx: Context, waitSeconds: number): void {
  ctx.set('Retry-After', String(waitSeconds));
  const detail = `Too many requests. Try again in ${waitSeconds} s.`;
  answerProblem(ctx, 429, 'rate_limited', detail);
}
