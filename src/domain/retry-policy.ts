const firstDelaySeconds = 5;
const longestDelaySeconds = 3600;
const mostAttempts = 8;

/** When to try a delivery again after `attempts` failures: 5 s, doubling, at most 1 h; null after eight attempts. */
export function nextAttemptAt(attempts: number, failedAt: Date): Date | null {
  if (attempts >= mostAttempts) return null;
  const seconds = Math.min(firstDelaySeconds * 2 ** (attempts - 1), longestDelaySeconds);
  return new Date(failedAt.getTime() + seconds * 1000);
}
