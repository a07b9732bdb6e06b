/** A clock counts as wrong from this difference on. */
const tolerableSeconds = 120;
/** How many signing times are remembered, and how long. */
const mostRemembered = 16;
const rememberedMilliseconds = 60 * 60 * 1000;
/**
 * This many old signing times put the blame on the clock: fewer may be repeated deliveries. The last this many decide
 * whether our clock is slow, so one wrong time is soon outweighed.
 */
const fewest = 3;

/**
 * Estimates how far Calendly's clock is ahead of ours, from the signing times of authentic webhooks. A signing time in
 * the future proves that our clock is slow. A signing time in the past may belong to a repeated delivery, so the
 * freshest of several counts.
 */
export class ClockSkew {
  #observed: Observed[] = [];

  observe(signedAt: Date, at: Date): void {
    this.#observed = [...this.#observed.slice(1 - mostRemembered), { signedAt, at }];
  }

  /**
   * The skew in whole seconds: above 0 our clock is slow, below 0 it is fast. Null while the clock is right or the skew
   * is unknown.
   */
  seconds(now: Date): number | null {
    const lately = this.#observed.filter(
      ({ at }) => now.getTime() - at.getTime() <= rememberedMilliseconds,
    );
    const behind = Math.round(Math.max(...lately.slice(-fewest).map(secondsAhead)));
    if (behind >= tolerableSeconds) return behind;
    const ahead = Math.round(Math.max(...lately.map(secondsAhead)));
    return lately.length >= fewest && ahead <= -tolerableSeconds ? ahead : null;
  }
}

function secondsAhead({ signedAt, at }: Observed): number {
  return (signedAt.getTime() - at.getTime()) / 1000;
}

interface Observed {
  signedAt: Date;
  at: Date;
}
