import type { Context, Next } from 'koa';
import { ResyncRequired } from '../../src/domain/errors.ts';
import type { Logger } from '../../src/ports/logger.ts';
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
        answerProblem(
          ctx,
          500,
          'internal_error',
          'This is our fault, and it is logged. Try again later.',
        );
        return;
      }
      const { status, code, detail } = told;
      if (status === 401) ctx.set('WWW-Authenticate', 'Bearer');
      if (status === 503) ctx.set('Retry-After', '5');
      const place = error instanceof ResyncRequired ? { seq: error.seq, epoch: error.epoch } : {};
      answerProblem(ctx, status, code, detail, place);
    }
  };
}
