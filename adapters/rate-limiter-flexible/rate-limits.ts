import type { RateLimiter } from '../../src/ports/rate-limiter.ts';
import { WindowedRateLimiter } from './windowed-rate-limiter.ts';

/** The rate limits of this process. The name of each says its key. */
export interface RateLimits {
  failedSignaturesByAddress: RateLimiter;
  failedSignaturesByEndpoint: RateLimiter;
  failedSignInsByAddress: RateLimiter;
  requestsByToken: RateLimiter;
  messagesBySocket: RateLimiter;
}

/** A program that exceeds its limit is accepted again after this. */
const requestWindowSeconds = 5;

/**
 * Failed signatures: 120 a minute from an address, 1,200 at an endpoint. Failed sign-ins: 300 a minute from an address.
 * Messages of a socket: 50 in ten seconds; a client only needs to send one when its token is renewed.
 */
export function rateLimits(requestsPerSecond: number): RateLimits {
  return {
    failedSignaturesByAddress: new WindowedRateLimiter(120, 60),
    failedSignaturesByEndpoint: new WindowedRateLimiter(1200, 60),
    failedSignInsByAddress: new WindowedRateLimiter(300, 60),
    requestsByToken: new WindowedRateLimiter(
      requestsPerSecond * requestWindowSeconds,
      requestWindowSeconds,
    ),
    messagesBySocket: new WindowedRateLimiter(50, 10),
  };
}
