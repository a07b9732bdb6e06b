const restMilliseconds = 250;

interface Rest {
  timer: NodeJS.Timeout;
  next: (() => void) | null;
}

/**
 * Runs an action at once. Requests of the same action during the rest after it run it once more, at the end of the
 * rest.
 */
export class Pace {
  readonly #resting = new Map<string, Rest>();

  run(key: string, act: () => void): void {
    const rest = this.#resting.get(key);
    if (rest !== undefined) {
      rest.next = act;
      return;
    }
    this.#resting.set(key, {
      timer: setTimeout(() => this.#goOn(key), restMilliseconds),
      next: null,
    });
    act();
  }

  /** Cancels the actions that are due later. */
  stop(): void {
    for (const { timer } of this.#resting.values()) clearTimeout(timer);
    this.#resting.clear();
  }

  #goOn(key: string): void {
    const next = this.#resting.get(key)?.next ?? null;
    this.#resting.delete(key);
    if (next !== null) this.run(key, next);
  }
}
