import type { Context } from 'koa';
import type { Principal } from '../../../src/ports/authenticator.ts';
import type {
  AnswerOf,
  BodyOf,
  ParamsOf,
  ProblemOf,
  QueryOf,
  Route,
} from '../../wire/routes/route.ts';
import type { Refusal } from '../problems/refusal.ts';

/** A request as its route's declaration lets it through. */
export interface Asked<R extends Route> {
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  /** The bearer of the token. An open route has none. */
  principal: R extends { role: 'open' } ? null : Principal;
  /** For headers and cookies. */
  ctx: Context;
}

/** Answers the body of a success, or a problem that the route declares. */
export type Handler<R extends Route> = (
  asked: Asked<R>,
) => Promise<AnswerOf<R> | Refusal<ProblemOf<R>>>;

/** A handler for each route. */
export type Handlers<Routes extends Record<string, Route>> = {
  [Name in keyof Routes]: Handler<Routes[Name]>;
};
