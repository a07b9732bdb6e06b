import type { Context, Next } from 'koa';
import { StoreRefused } from '../../../src/domain/errors.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { answerProblem } from './answer-problem.ts';
import { problemOf } from './problem-of.ts';

/** Answers what the core threw as a problem. What is our own bug is 500, and logged. */
export function errorToProblem(logger: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const told = problemOf(error);
      if (told === null) {
        logger.error('A request failed', {
          route: ctx['routerPath'] ?? null,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        answerProblem(ctx, 'internal_error');
        return;
      }
      // Nobody can tell whose fault it is, so that somebody has to see it.
      if (error instanceof StoreRefused) {
        const route = ctx['routerPath'] ?? null;
        logger.error('A request failed', { route, error: error.stack ?? error.message });
      }
      answerProblem(ctx, told.key, told);
      if (ctx.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
      if (ctx.status === 503) ctx.set('Retry-After', '5');
    }
  };
}
