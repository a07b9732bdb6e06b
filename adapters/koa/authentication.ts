import type { IncomingMessage } from 'node:http';
import type { Context, Next } from 'koa';
import { NotAuthenticated } from '../../src/domain/errors.ts';
import type { Authenticator, Principal } from '../../src/ports/authenticator.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import { answerProblem } from './problems/answer-problem.ts';
import { tooManyRequests } from './problems/too-many-requests.ts';

export interface AuthenticationParts {
  authenticator: Authenticator;
  failedSignInsByAddress: RateLimiter;
  requestsByToken: RateLimiter;
  /** Who sent a request, as limits count it. */
  addressOf: (request: IncomingMessage) => string;
}

/** Lets in whoever bears a valid token, and says who that is. Who shows many bad ones, or asks too much, has to wait. */
export function authentication(parts: AuthenticationParts) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const token = tokenOf(ctx);
    try {
      ctx.state['principal'] = await parts.authenticator.authenticate(token);
    } catch (error) {
      const wait = isForged(error)
        ? await parts.failedSignInsByAddress.take(parts.addressOf(ctx.req))
        : null;
      if (wait === null) throw error;
      tooManyRequests(ctx, wait);
      return;
    }
    ctx.state['tokenKey'] = signatureOf(token);
    const wait = await parts.requestsByToken.take(tokenKeyOf(ctx));
    if (wait === null) await next();
    else tooManyRequests(ctx, wait);
  };
}

function tokenOf(ctx: Context): string {
  const [scheme = '', token = '', ...rest] = ctx.get('Authorization').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || token === '' || rest.length > 0) {
    throw new NotAuthenticated('token_missing', 'Send a token: Authorization: Bearer <token>.');
  }
  return token;
}

/** A token that was ours once is no attempt to guess one. */
function isForged(error: unknown): boolean {
  return error instanceof NotAuthenticated && error.code === 'token_invalid';
}

/** Two tokens that say different things are signed differently, and a signature alone lets nobody in. */
function signatureOf(token: string): string {
  return token.slice(token.lastIndexOf('.') + 1);
}

/** Who sent a request that {@link authentication} let through. */
export function principalOf(ctx: Context): Principal {
  return ctx.state['principal'] as Principal;
}

/** Tells the token of a request that {@link authentication} let through from others, and lets nobody in. */
export function tokenKeyOf(ctx: Context): string {
  return ctx.state['tokenKey'] as string;
}

/** Lets through administrators of their organization only. */
export async function adminsOnly(ctx: Context, next: Next): Promise<void> {
  if (principalOf(ctx).role === 'admin') {
    await next();
    return;
  }
  answerProblem(ctx, 'forbidden');
}
