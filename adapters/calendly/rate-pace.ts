import { setTimeout } from 'node:timers/promises';
import { CalendlyRateLimited } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** What is left until the limit begins anew, as the last answer told it. */
interface Window {
  limit: number;
  remaining: number;
  endsAtMs: number;
}

/** A wait this short is waited here. A longer one is for the caller to show. */
const patienceMs = 2000;
/** Timers and clocks do not agree to the millisecond. */
const timerSlackMs = 10;
/** Answers of one window differ by this much in when they say that it ends, as they say it in whole seconds. */
const sameWindowMs = 2000;
/** Calendly's windows are a minute long. A number beyond this is no count of seconds. */
const longestWindowSeconds = 3600;

/**
 * Keeps reading in bulk inside a share of Calendly's rate limit, by what every answer says of it: `X-RateLimit-Limit`,
 * `-Remaining`, and `-Reset` in seconds from now (Calendly's docs, "Rate limits"). The limit is a user's, for all
 * applications together, so the rest of it is left to others. Where nothing is said there is no limit to keep.
 */
export class RatePace {
  readonly #share: number;
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();
  readonly #underWay = new Map<string, number>();

  /** `share`: of the limit, above 0 and up to 1. */
  constructor(share: number, clock: Clock) {
    this.#share = share;
    this.#clock = clock;
  }

  /**
   * Makes a call of a caller when there is room for it, or after a wait of up to two seconds.
   * @throws CalendlyRateLimited with the seconds until there is room again
   */
  async call<T>(caller: string, isBulk: boolean, work: () => Promise<T>): Promise<T> {
    const waitMs = isBulk ? this.#waitMs(caller) : 0;
    if (waitMs > 0 && waitMs <= patienceMs) await setTimeout(waitMs + timerSlackMs);
    // Nothing comes between this look and the count, so that calls side by side do not take the same room.
    const leftMs = isBulk ? this.#waitMs(caller) : 0;
    if (leftMs > 0) throw new CalendlyRateLimited(Math.ceil(leftMs / 1000));
    this.#count(caller, 1);
    try {
      return await work();
    } finally {
      this.#count(caller, -1);
    }
  }

  /** Takes in what an answer says of the limit. */
  heard(caller: string, headers: Headers): void {
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
      wholeNumber(headers.get(`x-ratelimit-${name}`)),
    );
    if (limit == null || remaining == null || reset == null) return;
    const seconds = Math.min(reset, longestWindowSeconds);
    const endsAtMs = this.#clock.now().getTime() + seconds * 1000;
    const known = this.#window(caller);
    const isSame = known !== undefined && endsAtMs - known.endsAtMs <= sameWindowMs;
    // Answers that overtake each other tell an earlier rest last.
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

  /** The window that is not over. Those that are, of whichever caller, are forgotten. */
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
