import type { Context, Next } from 'koa';
import { StoreRefused } from '../../../src/domain/errors.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { answerProblem } from './answer-problem.ts';
import { problemOf } from './problem-of.ts';

/** Answers an error of the core as a problem. Any other error is our bug: it is logged, and answered with 500. */
export function errorToProblem(logger: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null) {
        logger.error('A request failed', {
          route: ctx['routerPath'] ?? null,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        });
        answerProblem(ctx, 'internal_error');
        return;
      }
      // The cause is unknown, so that a person has to see it in the log.
      if (error instanceof StoreRefused) {
        const route = ctx['routerPath'] ?? null;
        logger.error('A request failed', { route, error: error.stack ?? error.message });
      }
      answerProblem(ctx, problem.key, problem);
      if (ctx.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
      if (ctx.status === 503) ctx.set('Retry-After', '5');
    }
  };
}
