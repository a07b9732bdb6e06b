import type { z } from 'zod';
import type { ProblemCode } from '../problem-code.ts';

/**
 * A route of the API: its input, its answers and its role. The router, the documents, the README's table, the console's
 * types and the tests of every route are made from it.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `:name` is a parameter. */
  path: `/${string}`;
  /** The role that may call the route. Every member by default; `open` is everybody, without a token. */
  role?: 'admin' | 'open';
  /** One sentence about the route. Code stands between backticks. */
  summary: Record<'en' | 'fr', string>;
  /** The parameters of the query. Without it, a parameter is refused. `anything` ignores the query. */
  query?: z.ZodObject | 'anything';
  /** An optional body that does not come counts as `{}`. */
  body?: { schema: z.ZodType; optional?: boolean };
  /** The one success, by its status; null has no body. */
  answers: Partial<Record<200 | 201 | 202 | 204, z.ZodType | null>>;
  /** The route's own problems. `problemsOf` adds those that follow from the rest of the declaration. */
  problems?: readonly ProblemCode[];
}

/** Declares a route, keeping its exact type. */
export function route<const R extends Route>(declared: R): R {
  return declared;
}

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

export type ParamsOf<R extends Route> = Record<Names<R['path']>, string>;

/** The query as a handler gets it. */
export type QueryOf<R extends Route> = R extends { query: infer Query extends z.ZodType }
  ? z.output<Query>
  : object;

/** The query as a client sends it. */
export type SentQueryOf<R extends Route> = R extends { query: infer Query extends z.ZodType }
  ? z.input<Query>
  : undefined;

/** The body as a handler gets it. */
export type BodyOf<R extends Route> = R extends { body: { schema: infer Body extends z.ZodType } }
  ? z.output<Body>
  : undefined;

/** The body as a client sends it. */
export type SentBodyOf<R extends Route> = R extends {
  body: { schema: infer Body extends z.ZodType };
}
  ? z.input<Body>
  : undefined;

type Success<R extends Route> = R['answers'][keyof R['answers']];

/** The body of a success. */
export type AnswerOf<R extends Route> =
  Success<R> extends infer Body extends z.ZodType ? z.output<Body> : null;

export type ProblemOf<R extends Route> = R extends {
  problems: readonly (infer Code extends ProblemCode)[];
}
  ? Code
  : never;

/** The names of the parameters in a route's path, in order. */
export function paramsOf({ path }: Route): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
}

/** Every problem that a route can answer. */
export function problemsOf(route: Route): ProblemCode[] {
  const { role, query, body, problems = [] } = route;
  const codes: ProblemCode[] = [...problems, 'internal_error', 'unavailable'];
  if (query !== 'anything' || body !== undefined) codes.push('validation');
  if (role !== 'open') {
    codes.push('token_missing', 'token_invalid', 'token_expired', 'org_disabled');
    codes.push('rate_limited', 'auth_unavailable');
  }
  if (role === 'admin') codes.push('forbidden');
  if (body !== undefined) codes.push('malformed', 'not_json', 'too_large');
  if (typeof query === 'object' && 'cursor' in query.shape) codes.push('cursor_invalid');
  return [...new Set(codes)].toSorted();
}

/** The status of a route's success. */
export function successOf({ answers }: Route): number {
  const [status] = Object.keys(answers);
  if (status === undefined) throw new RangeError('A route must answer something.');
  return Number(status);
}
