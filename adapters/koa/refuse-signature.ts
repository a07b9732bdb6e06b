import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import type { Logger } from '../../src/ports/logger.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import { tooManyRequests } from './problems/too-many-requests.ts';

export interface SignatureLimits {
  failedSignaturesByAddress: RateLimiter;
  failedSignaturesByEndpoint: RateLimiter;
  /** Who sent a request, as limits count it. */
  addressOf: (request: IncomingMessage) => string;
  logger: Logger;
}

/**
 * Answers a webhook whose signature does not fit: 401, and 429 to who sends many of them. Only these are counted, so
 * what is signed is let in however much its sender's address or its endpoint is flooded.
 */
export function refuseSignature(limits: SignatureLimits) {
  return async (ctx: Context, connectionId: string | null): Promise<void> => {
    const wait =
      (await limits.failedSignaturesByAddress.take(limits.addressOf(ctx.req))) ??
      (await limits.failedSignaturesByEndpoint.take(connectionId ?? ''));
    if (wait !== null) {
      tooManyRequests(ctx, wait);
      return;
    }
    // How many of these lines there can be is bounded by the limits above.
    limits.logger.warn('Invalid signature: a webhook was refused', { connectionId });
    ctx.status = 401;
    ctx.body = { error: 'Invalid signature' };
  };
}
