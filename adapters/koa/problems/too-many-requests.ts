import type { Context } from 'koa';
import { answerProblem } from './answer-problem.ts';

/** Refuses a request that is one too many, and says when to try again. */
export function tooManyRequests(ctx: Context, waitSeconds: number): void {
  ctx.set('Retry-After', String(waitSeconds));
  answerProblem(ctx, 'rate_limited', { facts: { seconds: waitSeconds } });
}
