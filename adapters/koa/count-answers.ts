import type { Context, Next } from 'koa';
import type { Metrics, WebhookCode, WebhookRefusal } from '../../src/ports/metrics.ts';

/** Counts every answer once, by its code. */
export function countAnswers(metrics: Metrics) {
  return async (ctx: Context, next: Next): Promise<void> => {
    await next();
    const problem = problemOf(ctx);
    if (ctx.path.startsWith('/calendly/webhook')) {
      metrics.webhookAnswered((problem as WebhookRefusal | null) ?? wordOf(ctx));
    } else if (problem !== null) {
      metrics.problemAnswered(problem);
    }
  };
}

/** The code of an answered problem, also of one that a page shows to a person. */
function problemOf(ctx: Context): string | null {
  return (ctx.state['problem'] as string | undefined) ?? null;
}

/** The code of an answer that is no problem: a receipt, or the refusal of a signature. */
function wordOf({ status, body }: Context): WebhookCode {
  if (status === 401) return 'signature_invalid';
  const receipt = (body as { status: WebhookCode } | undefined)?.status;
  return receipt ?? 'aborted';
}
