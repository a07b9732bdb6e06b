/** From how many seconds on a clock counts as wrong. */
const tolerableSeconds = 120;
/** How many signing times are remembered, and for how long. */
const mostRemembered = 16;
const rememberedMilliseconds = 60 * 60 * 1000;
/** How many have to be old before the clock, and not a repeated delivery, is to blame; and how many make up for one. */
const fewest = 3;

/**
 * Tells from the signing times of authentic webhooks how far Calendly's clock is ahead of ours. A time that is to come
 * has no other explanation than our slow clock. One that is past may be a delivery that is sent again, which is why the
 * freshest of several counts.
 */
export class ClockSkew {
  #observed: Observed[] = [];

  observe(signedAt: Date, at: Date): void {
    this.#observed = [...this.#observed.slice(1 - mostRemembered), { signedAt, at }];
  }

  /** Whole seconds: above 0 our clock is slow, below it is fast. Null while it is right, or nobody can tell. */
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
