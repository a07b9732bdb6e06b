const restMilliseconds = 250;

interface Rest {
  timer: NodeJS.Timeout;
  next: (() => void) | null;
}

/** Does what is asked for at once, and the same thing again not before a rest: then once, however often it was asked for. */
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

  /** Forgets what was to follow. */
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
