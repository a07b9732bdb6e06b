import { setTimeout } from 'node:timers/promises';
import { CalendlyRateLimited } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** The rest of the rate limit until its window ends, by the last answer. */
interface Window {
  limit: number;
  remaining: number;
  endsAtMs: number;
}

/** A shorter wait happens here. A longer one is thrown, so that the caller can show it. */
const patienceMs = 2000;
/** Timers and clocks may differ by some milliseconds. */
const timerSlackMs = 10;
/** Answers count whole seconds, so the ends that two answers give for one window may differ by this much. */
const sameWindowMs = 2000;
/** Calendly's windows are a minute long. A larger number is no count of seconds. */
const longestWindowSeconds = 3600;

/**
 * Keeps reading in bulk within a share of Calendly's rate limit. Each answer gives the limit: `X-RateLimit-Limit`,
 * `-Remaining`, and `-Reset` in seconds from now (Calendly's docs, "Rate limits"). All applications of one user share
 * the limit, so the rest is left to the others. Without these headers nothing is limited.
 */
export class RatePace {
  readonly #share: number;
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();
  readonly #underWay = new Map<string, number>();

  /** `share`: the part of the limit, above 0 and up to 1. */
  constructor(share: number, clock: Clock) {
    this.#share = share;
    this.#clock = clock;
  }

  /**
   * Makes a caller's call when the limit has room for it, after a wait of up to two seconds.
   * @throws CalendlyRateLimited with the seconds until the limit has room again
   */
  async call<T>(caller: string, isBulk: boolean, work: () => Promise<T>): Promise<T> {
    const waitMs = isBulk ? this.#waitMs(caller) : 0;
    if (waitMs > 0 && waitMs <= patienceMs) await setTimeout(waitMs + timerSlackMs);
    // Nothing runs between this check and the count, so concurrent calls cannot use the same room.
    const leftMs = isBulk ? this.#waitMs(caller) : 0;
    if (leftMs > 0) throw new CalendlyRateLimited(Math.ceil(leftMs / 1000));
    this.#count(caller, 1);
    try {
      return await work();
    } finally {
      this.#count(caller, -1);
    }
  }

  /** Takes in the limit that an answer gives. */
  heard(caller: string, headers: Headers): void {
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
      wholeNumber(headers.get(`x-ratelimit-${name}`)),
    );
    if (limit == null || remaining == null || reset == null) return;
    const seconds = Math.min(reset, longestWindowSeconds);
    const endsAtMs = this.#clock.now().getTime() + seconds * 1000;
    const known = this.#window(caller);
    const isSame = known !== undefined && endsAtMs - known.endsAtMs <= sameWindowMs;
    // Answers may overtake each other, so the smaller rest of one window is kept.
    this.#windows.set(caller, {
      limit,
      remaining: isSame ? Math.min(known.remaining, remaining) : remaining,
      endsAtMs: isSame ? Math.min(known.endsAtMs, endsAtMs) : endsAtMs,
    });
  }

  #waitMs(caller: string): number {
    const window = this.#window(caller);
    if (window === undefined) return 0;
    const forOthers = window.limit - Math.floor(window.limit * this.#share);
    const left = window.remaining - (this.#underWay.get(caller) ?? 0);
    return left > forOthers ? 0 : window.endsAtMs - this.#clock.now().getTime();
  }

  /** The caller's current window. Windows that ended are removed, for every caller. */
  #window(caller: string): Window | undefined {
    const nowMs = this.#clock.now().getTime();
    for (const [name, { endsAtMs }] of this.#windows)
      if (endsAtMs <= nowMs) this.#windows.delete(name);
    return this.#windows.get(caller);
  }

  #count(caller: string, change: 1 | -1): void {
    const underWay = (this.#underWay.get(caller) ?? 0) + change;
    if (underWay > 0) this.#underWay.set(caller, underWay);
    else this.#underWay.delete(caller);
  }
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
}
