import type { Context, Next } from 'koa';
import {
  AuthUnavailable,
  CoreError,
  CursorInvalid,
  NotAuthenticated,
  ResyncRequired,
  StoreUnavailable,
} from '../../src/domain/errors.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { answerProblem } from './answer-problem.ts';

const statuses: [new (...args: never[]) => CoreError, number][] = [
  [NotAuthenticated, 401],
  [AuthUnavailable, 503],
  [CursorInvalid, 400],
  [ResyncRequired, 410],
  [StoreUnavailable, 503],
];

/** The one place that knows the HTTP status of the core's errors. What it does not know is our own bug: 500, logged. */
export function errorToProblem(logger: Logger) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const status = statuses.find(([kind]) => error instanceof kind)?.[1];
      if (status === undefined || !(error instanceof CoreError)) {
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
      if (status === 401) ctx.set('WWW-Authenticate', 'Bearer');
      if (status === 503) ctx.set('Retry-After', '5');
      const place = error instanceof ResyncRequired ? { seq: error.seq, epoch: error.epoch } : {};
      const detail =
        error instanceof StoreUnavailable
          ? 'The database does not answer. Try again in a moment.'
          : error.message;
      answerProblem(ctx, status, error.code, detail, place);
    }
  };
}
