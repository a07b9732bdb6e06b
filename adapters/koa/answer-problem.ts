import type { Context } from 'koa';
import type { Problem } from '../wire/problem.ts';

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** Answers an error as `application/problem+json` (RFC 9457). `detail` tells the person what to do next. */
export function answerProblem(
  ctx: Context,
  status: number,
  code: string,
  detail: string,
  more: Record<string, unknown> = {},
): void {
  const title = titles[status] ?? 'Error';
  ctx.status = status;
  ctx.body = { type: 'about:blank', title, status, detail, code, ...more } satisfies Problem;
  ctx.type = 'application/problem+json';
}
