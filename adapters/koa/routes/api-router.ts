import { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { type HttpApi, httpApi } from '../../wire/routes/http-api.ts';
import { type Route, successOf } from '../../wire/routes/route.ts';
import {
  type AuthenticationParts,
  adminsOnly,
  authentication,
  principalOf,
} from '../authentication.ts';
import { answerProblem } from '../problems/answer-problem.ts';
import { readFields } from '../problems/field-errors.ts';
import { languageOf } from '../problems/problem-text.ts';
import { Refusal } from '../problems/refusal.ts';
import { readsInFlight } from '../reads-in-flight.ts';
import type { Asked, Handlers } from './handler.ts';
import { hasBody, jsonBody } from './json-body.ts';

type AnyHandler = (asked: Asked<Route>) => Promise<unknown>;

const noQuery = z.strictObject({});

/** Serves every declared route: who may ask, what they may ask, and then the handler. */
export function apiRouter(handlers: Handlers<HttpApi>, parts: AuthenticationParts): Router {
  const router = new Router();
  const authenticated = authentication(parts);
  const gate = readsInFlight();
  for (const [name, route] of Object.entries<Route>(httpApi)) {
    const admission: Middleware[] = [];
    if (route.role !== 'open') admission.push(authenticated);
    if (route.role === 'admin') admission.push(adminsOnly);
    if (route.role !== 'open') admission.push(gate);
    const handle = handlers[name as keyof HttpApi] as AnyHandler;
    router.register(route.path, [route.method], [...admission, answering(route, handle)]);
  }
  return router;
}

/** Reads the request by the route's schemas, and sends what the handler answers. */
function answering(route: Route, handle: AnyHandler): Middleware {
  const status = successOf(route);
  return async (ctx: Context) => {
    const query = queryOf(ctx, route);
    if (query === null) return;
    const body = await bodyOf(ctx, route);
    if (body === null) return;
    const principal = route.role === 'open' ? null : principalOf(ctx);
    const answer = await handle({
      params: ctx['params'],
      query: query.value as never,
      body: body.value as never,
      principal: principal as never,
      ctx,
    });
    if (answer instanceof Refusal) {
      answerProblem(ctx, answer.key, answer.problemFacts);
      return;
    }
    ctx.status = status;
    if (answer !== null) ctx.body = answer;
  };
}

/** The value that a schema reads; null when a problem is answered instead. */
function fieldsOf(
  ctx: Context,
  where: 'query' | 'body',
  schema: z.ZodType,
  value: unknown,
): { value: unknown } | null {
  const read = readFields(schema, { value, where, languageOf: () => languageOf(ctx) });
  if ('value' in read) return read;
  answerProblem(ctx, read.key, read.problemFacts);
  return null;
}

function queryOf(ctx: Context, { query = noQuery }: Route): { value: unknown } | null {
  return query === 'anything' ? { value: {} } : fieldsOf(ctx, 'query', query, { ...ctx.query });
}

async function bodyOf(ctx: Context, { body }: Route): Promise<{ value: unknown } | null> {
  if (body === undefined) return { value: undefined };
  if (body.optional === true && !hasBody(ctx)) return fieldsOf(ctx, 'body', body.schema, {});
  return (await jsonBody(ctx)) ? fieldsOf(ctx, 'body', body.schema, ctx.request.body) : null;
}
