/** Limits how often something happens in a time, for each key. It counts on this process only. */
export interface RateLimiter {
  /** Counts one. Null while it may happen; else the whole seconds after which another try can help. */
  take(key: string): Promise<number | null>;
}
