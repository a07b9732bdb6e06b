import type { Sync } from '../../wire/sync.ts';

type Progress = Pick<Sync, 'id' | 'percent'>;

/** Below this the pace is a guess. */
const leastPercent = 2;
const leastMs = 1_000;

/**
 * How long a back-fill still takes, from the pace that this page saw itself: neither the clock of the server nor the
 * time that a crash took counts.
 */
export class RemainingTime {
  #start: (Progress & { at: number }) | null = null;
  #latest: (Progress & { at: number }) | null = null;

  /** `at` is in ms of any steady clock. */
  observe({ id, percent }: Progress, at: number): void {
    if (this.#start?.id !== id || percent < this.#start.percent) this.#start = { id, percent, at };
    if (this.#latest?.id !== id || percent !== this.#latest.percent)
      this.#latest = { id, percent, at };
  }

  /** A stretch of waiting says nothing about the pace: it begins anew. */
  restart(): void {
    this.#start = null;
    this.#latest = null;
  }

  /** Whole seconds; null while the pace is not known. */
  seconds(at: number): number | null {
    if (this.#start === null || this.#latest === null) return null;
    const done = this.#latest.percent - this.#start.percent;
    const took = this.#latest.at - this.#start.at;
    if (done < leastPercent || took < leastMs) return null;
    const left = ((100 - this.#latest.percent) * took) / done;
    return Math.max(1, Math.round((left - (at - this.#latest.at)) / 1000));
  }
}
