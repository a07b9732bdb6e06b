import { instantText } from './instant-text.ts';

/** A clock that can be turned forward. It runs on the real clock, or on a test's. */
export class TurnableClock {
  readonly #base: () => Date;
  #aheadMs = 0;
  #lastStamp = 0;

  constructor(base: () => Date) {
    this.#base = base;
  }

  now(): Date {
    return new Date(this.#base().getTime() + this.#aheadMs);
  }

  /** How far it was turned, in seconds. */
  get aheadSeconds(): number {
    return this.#aheadMs / 1000;
  }

  unixSeconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  /** The time to the microsecond, always later than the stamp before, so that a later event has a later time. */
  stamp(): string {
    this.#lastStamp = Math.max(this.now().getTime() * 1000, this.#lastStamp + 1);
    return instantText(this.#lastStamp);
  }

  /** Turns the clock to an instant. It never goes back. */
  turnTo(instant: Date): void {
    this.#aheadMs += Math.max(0, instant.getTime() - this.now().getTime());
  }
}
