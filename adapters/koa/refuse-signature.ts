import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import type { Logger } from '../../src/ports/logger.ts';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import { tooManyRequests } from './problems/too-many-requests.ts';

export interface SignatureLimits {
  failedSignaturesByAddress: RateLimiter;
  failedSignaturesByEndpoint: RateLimiter;
  /** The address that limits count a request for. */
  addressOf: (request: IncomingMessage) => string;
  logger: Logger;
}

/**
 * Refuses a webhook with an invalid signature: 401, then 429 when there are many of them. Only refused webhooks are
 * counted, so a signed one is let in even when its sender's address or its endpoint is flooded.
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
    // The limits above bound the number of these log lines.
    limits.logger.warn('Invalid signature: a webhook was refused', { connectionId });
    ctx.status = 401;
    ctx.body = { error: 'Invalid signature' };
  };
}
