const tokensPerMinute = 8;
const minuteMs = 60_000;

/** At most eight tokens for a user within any minute (Calendly's docs, "Rate limits"). */
export class TokenRate {
  readonly #issued = new Map<string, number[]>();

  isReached(userId: string, now: Date): boolean {
    return this.#within(userId, now).length >= tokensPerMinute;
  }

  count(userId: string, now: Date): void {
    this.#issued.set(userId, [...this.#within(userId, now), now.getTime()]);
  }

  #within(userId: string, now: Date): number[] {
    return (this.#issued.get(userId) ?? []).filter((at) => at > now.getTime() - minuteMs);
  }
}
