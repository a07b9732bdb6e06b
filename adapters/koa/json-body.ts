import type { Context, Next } from 'koa';
import { HttpMethodEnum, koaBody } from 'koa-body';
import { answerProblem } from './answer-problem.ts';

const largestBody = '64kb';
const parse = koaBody({
  json: true,
  jsonStrict: true,
  jsonLimit: largestBody,
  text: false,
  urlencoded: false,
  multipart: false,
  parsedMethods: [HttpMethodEnum.POST, HttpMethodEnum.PATCH],
});

/** Reads a JSON body. Answers 400 for what is no JSON, 413 for too much of it, 415 for what does not say it is JSON. */
export async function jsonBody(ctx: Context, next: Next): Promise<void> {
  if (!ctx.is('json')) {
    answerProblem(ctx, 415, 'not_json', 'Send JSON: Content-Type: application/json.');
    return;
  }
  try {
    await parse(ctx, async () => undefined);
  } catch (error) {
    const tooLarge = error instanceof Error && 'status' in error && error.status === 413;
    if (tooLarge) answerProblem(ctx, 413, 'too_large', `A body has at most ${largestBody}.`);
    else answerProblem(ctx, 400, 'malformed', 'The body is not valid JSON.');
    return;
  }
  await next();
}
