/** What one run of one contender came to. */
export interface Figures {
  /** Webhooks answered 200, or transactions that committed. */
  acknowledged: number;
  failed: number;
  /** Acknowledged per second, until the last answer and the last realtime event. */
  rate: number;
  /** Milliseconds from sending to the answer; null where nobody looked. */
  p50: number | null;
  p99: number | null;
  /** Realtime events that arrived on the live sockets. */
  events: number;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
