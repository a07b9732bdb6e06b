/** Lets something happen so many times in a while, for each key by itself. It counts on this process only. */
export interface RateLimiter {
  /**
   * Counts one. Answers null while it may happen, else after how many whole seconds trying again can help.
   */
  take(key: string): Promise<number | null>;
}
