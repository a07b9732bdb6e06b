const firstDelaySeconds = 5;
const longestDelaySeconds = 3600;
const mostAttempts = 8;

/** The time of the next attempt after `attempts` failures: 5 s, doubling, at most 1 h; null after eight attempts. */
export function nextAttemptAt(attempts: number, failedAt: Date): Date | null {
  if (attempts >= mostAttempts) return null;
  return new Date(failedAt.getTime() + delayMilliseconds(attempts));
}

/** The time of the last attempt at a delivery that failed `attempts` times and is due at `dueAt`. */
export function triedAt(attempts: number, dueAt: Date): Date {
  return new Date(dueAt.getTime() - delayMilliseconds(attempts));
}

/** A delivery that was never tried waits as long as one that failed once. */
function delayMilliseconds(attempts: number): number {
  const seconds = firstDelaySeconds * 2 ** (Math.max(attempts, 1) - 1);
  return Math.min(seconds, longestDelaySeconds) * 1000;
}
