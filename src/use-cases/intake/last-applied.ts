/**
 * Remembers when this process last applied a delivery. While no delivery can be applied, a failure says nothing about
 * the delivery that met it.
 */
export class LastApplied {
  #at: Date | null = null;

  /** Records at `now` that a delivery was applied and its commit confirmed. */
  note(now: Date): void {
    this.#at = now;
  }

  /** True when a delivery was applied at or after `instant`. */
  isSince(instant: Date): boolean {
    return this.#at !== null && this.#at >= instant;
  }
}
