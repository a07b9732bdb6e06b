import type { Context, Next } from 'koa';
import { NotAuthenticated } from '../../src/domain/errors.ts';
import type { Authenticator, Principal } from '../../src/ports/authenticator.ts';

/** What every authenticated route finds in `ctx.state`. */
export interface Authenticated {
  principal: Principal;
}

/** Lets in whoever bears a valid token, and says who that is. */
export function authentication(authenticator: Authenticator) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const [scheme = '', token = '', ...rest] = ctx.get('Authorization').split(' ');
    if (scheme.toLowerCase() !== 'bearer' || token === '' || rest.length > 0) {
      throw new NotAuthenticated('token_missing', 'Send a token: Authorization: Bearer <token>.');
    }
    const principal = await authenticator.authenticate(token);
    (ctx.state as Authenticated).principal = principal;
    await next();
  };
}
