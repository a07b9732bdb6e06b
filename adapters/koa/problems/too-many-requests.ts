import type { Context } from 'koa';
import { answerProblem } from './answer-problem.ts';

/** Tells who asks too much when to come back. */
export function tooManyRequests(ctx: Context, waitSeconds: number): void {
  ctx.set('Retry-After', String(waitSeconds));
  answerProblem(ctx, 'rate_limited', { facts: { seconds: waitSeconds } });
}
