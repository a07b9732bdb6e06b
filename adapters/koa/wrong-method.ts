import type { Context, Next } from 'koa';
import { answerProblem } from './problems/answer-problem.ts';

/** A route that the routers before this found at the address. */
interface Matched {
  methods: string[];
}

/** Answers 405 to a method that an address does not have, with those that it has. `OPTIONS` gets the methods alone. */
export async function wrongMethod(ctx: Context, next: Next): Promise<void> {
  const matched = (ctx['matched'] ?? []) as Matched[];
  const methods = [...new Set(matched.flatMap((layer) => layer.methods))].toSorted();
  if (methods.length === 0 || methods.includes(ctx.method)) {
    await next();
    return;
  }
  ctx.set('Allow', methods.join(', '));
  if (ctx.method === 'OPTIONS') {
    ctx.status = 204;
    return;
  }
  const facts = { method: ctx.method, allowed: methods.join(', ') };
  answerProblem(ctx, 'method_not_allowed.api', { facts });
}
