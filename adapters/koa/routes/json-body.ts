import type { Context } from 'koa';
import { HttpMethodEnum, koaBody } from 'koa-body';
import { answerProblem } from '../problems/answer-problem.ts';

const largestBody = '64kb';
const parse = koaBody({
  json: true,
  jsonStrict: true,
  jsonLimit: largestBody,
  text: false,
  urlencoded: false,
  multipart: false,
  parsedMethods: [
    HttpMethodEnum.POST,
    HttpMethodEnum.PUT,
    HttpMethodEnum.PATCH,
    HttpMethodEnum.DELETE,
  ],
});

/**
 * Reads a JSON body. False when a problem is answered instead: 400 for invalid JSON, 413 for too much of it, 415 for
 * another content type.
 */
export async function jsonBody(ctx: Context): Promise<boolean> {
  if (!ctx.is('json')) {
    answerProblem(ctx, 'not_json');
    return false;
  }
  try {
    await parse(ctx, async () => undefined);
    return true;
  } catch (error) {
    const tooLarge = error instanceof Error && 'status' in error && error.status === 413;
    if (tooLarge) answerProblem(ctx, 'too_large.body', { facts: { most: largestBody } });
    else answerProblem(ctx, 'malformed');
    return false;
  }
}

/** True when the request has a body. The commands of the guide send none. */
export function hasBody(ctx: Context): boolean {
  return (ctx.request.length ?? 0) > 0 || ctx.get('Transfer-Encoding') !== '';
}
