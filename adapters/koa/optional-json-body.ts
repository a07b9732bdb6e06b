import type { Context, Next } from 'koa';
import { jsonBody } from './json-body.ts';

/** Reads a JSON body where there is one: the guide's lines send none. */
export function optionalJsonBody(ctx: Context, next: Next): Promise<void> {
  const isEmpty = (ctx.request.length ?? 0) === 0 && ctx.get('Transfer-Encoding') === '';
  return isEmpty ? next() : jsonBody(ctx, next);
}
