const daySeconds = 86_400;

/**
 * The pauses between attempts. Calendly publishes "exponential back-off for 24 hours" and no more; the numbers are
 * ours.
 */
export interface RetrySchedule {
  firstSeconds: number;
  maxSeconds: number;
}

export const defaultRetrySchedule: RetrySchedule = { firstSeconds: 10, maxSeconds: 3600 };

/**
 * The time of the next attempt after so many failures. Pauses double up to the longest; the last attempt is 24 hours
 * after the first. Null after the last one.
 */
export function nextAttemptMs(
  { firstSeconds, maxSeconds }: RetrySchedule,
  { firstMs, nowMs, failed }: { firstMs: number; nowMs: number; failed: number },
): number | null {
  const lastMs = firstMs + daySeconds * 1000;
  if (nowMs >= lastMs) return null;
  const pause = Math.min(firstSeconds * 2 ** (failed - 1), maxSeconds);
  return Math.min(nowMs + Math.ceil(pause * 1000), lastMs);
}
