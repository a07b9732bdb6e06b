import type { Context, Next } from 'koa';
import { NotAuthenticated } from '../../src/domain/errors.ts';
import type { Authenticator, Principal } from '../../src/ports/authenticator.ts';
import { answerProblem } from './answer-problem.ts';

/** Lets in whoever bears a valid token, and says who that is. */
export function authentication(authenticator: Authenticator) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const [scheme = '', token = '', ...rest] = ctx.get('Authorization').split(' ');
    if (scheme.toLowerCase() !== 'bearer' || token === '' || rest.length > 0) {
      throw new NotAuthenticated('token_missing', 'Send a token: Authorization: Bearer <token>.');
    }
    const principal = await authenticator.authenticate(token);
    ctx.state['principal'] = principal;
    await next();
  };
}

/** Who sent a request that {@link authentication} let through. */
export function principalOf(ctx: Context): Principal {
  return ctx.state['principal'] as Principal;
}

/** Lets through administrators of their organization only. */
export async function adminsOnly(ctx: Context, next: Next): Promise<void> {
  if (principalOf(ctx).role === 'admin') {
    await next();
    return;
  }
  answerProblem(ctx, 403, 'forbidden', 'This is for administrators. Ask one of your organization.');
}
