import type { TurnableClock } from '../time/turnable-clock.ts';
import type { Delivery } from './delivery.ts';

/** A longer timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The deliveries to send later, and the one timer for the first of them. */
export class WaitingRoom {
  readonly #clock: TurnableClock;
  readonly #wake: () => void;
  readonly #waiting = new Set<Delivery>();
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;

  constructor(clock: TurnableClock, wake: () => void) {
    this.#clock = clock;
    this.#wake = wake;
  }

  add(delivery: Delivery): void {
    this.#waiting.add(delivery);
    this.#wakeAt(delivery.dueAtMs);
  }

  /** Removes and returns the due deliveries, in the order of their times. */
  takeDue(): Delivery[] {
    const now = this.#clock.now().getTime();
    const due = [...this.#waiting].filter(({ dueAtMs }) => dueAtMs <= now);
    for (const delivery of due) this.#waiting.delete(delivery);
    return due.toSorted((one, other) => one.dueAtMs - other.dueAtMs);
  }

  /** When the next one is due. */
  get nextDueMs(): number | null {
    const due = [...this.#waiting].map(({ dueAtMs }) => dueAtMs);
    return due.length === 0 ? null : due.reduce((one, other) => Math.min(one, other));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #wakeAt(dueAtMs: number): void {
    if (dueAtMs >= this.#timerAtMs) return;
    clearTimeout(this.#timer);
    this.#timerAtMs = dueAtMs;
    const pause = Math.max(0, dueAtMs - this.#clock.now().getTime());
    this.#timer = setTimeout(() => this.rearm(), Math.min(pause, longestTimerMs));
  }

  /** Sends the due deliveries and sets the timer again, also after the clock was turned. */
  rearm(): void {
    clearTimeout(this.#timer);
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    this.#wake();
    const next = this.nextDueMs;
    if (next !== null) this.#wakeAt(next);
  }
}
