import type { Organization, User } from '../people/directory.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';

const windowMs = 60_000;
const paidLimit = 500;
const freeLimit = 50;

export interface Allowance {
  isExceeded: boolean;
  /** `X-RateLimit-Reset` counts seconds from now. It is no point in time. */
  headers: Record<string, string>;
}

/**
 * 500 calls a minute for a user on a paid plan, 50 on the free one, shared by all apps (Calendly's docs, "Rate
 * limits").
 */
export class RateLimit {
  readonly #clock: TurnableClock;
  readonly #perMinute: number | false | undefined;
  readonly #windows = new Map<string, { endsAt: number; calls: number }>();

  /** `perMinute` sets another limit for everybody. `false` sets none. */
  constructor(clock: TurnableClock, perMinute: number | false | undefined) {
    this.#clock = clock;
    this.#perMinute = perMinute;
  }

  count(user: User, { plan }: Organization): Allowance {
    if (this.#perMinute === false) return { isExceeded: false, headers: {} };
    const limit = this.#perMinute ?? (plan === 'free' ? freeLimit : paidLimit);
    const now = this.#clock.now().getTime();
    const known = this.#windows.get(user.id);
    const window =
      known !== undefined && known.endsAt > now ? known : { endsAt: now + windowMs, calls: 0 };
    this.#windows.set(user.id, window);
    window.calls += 1;
    return {
      isExceeded: window.calls > limit,
      headers: {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(Math.max(0, limit - window.calls)),
        'x-ratelimit-reset': String(Math.ceil((window.endsAt - now) / 1000)),
      },
    };
  }
}
