import type { Router } from '@koa/router';
import type { Readiness } from '../../src/ports/readiness.ts';
import { answerProblem } from './answer-problem.ts';

/** `/healthz`: the process lives. `/readyz`: it can serve, or what cannot. */
export function healthRoutes(router: Router, parts: Readiness[], isDraining: () => boolean): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });

  router.get('/readyz', async (ctx) => {
    const probes = await Promise.allSettled(parts.map((part) => part.probe()));
    const failing = parts
      .filter((_, i) => probes[i]?.status === 'rejected')
      .map(({ part }) => part);
    if (isDraining()) failing.push('shutting_down');
    if (failing.length === 0) {
      ctx.body = { status: 'ready' };
      return;
    }
    ctx.set('Retry-After', '5');
    const detail = `Not able to serve now: ${failing.join(', ')}.`;
    answerProblem(ctx, 503, 'not_ready', detail, { failing });
  });
}
