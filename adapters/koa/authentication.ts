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
  /** The address that limits count a request for. */
  addressOf: (request: IncomingMessage) => string;
}

/**
 * Lets in a request with a valid token, and keeps its principal. An address that sends many forged tokens has to wait,
 * and so has a token with too many requests.
 */
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

/** An expired token is not counted: it was valid once, so it is no attempt to guess one. */
function isForged(error: unknown): boolean {
  return error instanceof NotAuthenticated && error.code === 'token_invalid';
}

/** The signature of a token. Tokens with different contents have different ones, and a signature alone lets nobody in. */
function signatureOf(token: string): string {
  return token.slice(token.lastIndexOf('.') + 1);
}

/** The principal of a request that {@link authentication} let through. */
export function principalOf(ctx: Context): Principal {
  return ctx.state['principal'] as Principal;
}

/** A key for the token of a request that {@link authentication} let through. The key lets nobody in. */
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
