import { instantText } from './instant-text.ts';

/** A clock that can be turned forward. It runs on a real one, or on whatever a test gives it. */
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

  /** How far it was turned. */
  get aheadSeconds(): number {
    return this.#aheadMs / 1000;
  }

  unixSeconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  /** Now, to the microsecond, and later than any stamp before it: what happens later is told later. */
  stamp(): string {
    this.#lastStamp = Math.max(this.now().getTime() * 1000, this.#lastStamp + 1);
    return instantText(this.#lastStamp);
  }

  /** Turns it to an instant. It never goes back. */
  turnTo(instant: Date): void {
    this.#aheadMs += Math.max(0, instant.getTime() - this.now().getTime());
  }
}
