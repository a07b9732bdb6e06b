import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiter } from '../../src/ports/rate-limiter.ts';

/** Counts in windows. The first count of a key opens its window; after the window the key starts again. */
export class WindowedRateLimiter implements RateLimiter {
  readonly #limiter: RateLimiterMemory;

  constructor(most: number, seconds: number) {
    this.#limiter = new RateLimiterMemory({ points: most, duration: seconds });
  }

  async take(key: string): Promise<number | null> {
    try {
      await this.#limiter.consume(key);
      return null;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    }
  }
}
