/** The loop that turns belong to: a program's, or a test's. */
export interface Loop {
  /** Calls back in the next turn, in the order of the calls. */
  later(work: () => void): void;
  /** Milliseconds since any fixed instant. */
  now(): number;
}

/** The most callbacks in one turn. */
const mostInTurn = 64;

/**
 * Spreads work that comes in heaps: it goes on for some milliseconds of each turn of the loop, one piece after the
 * other, so that everything else runs in between. A single piece does not wait.
 */
export class Turns {
  readonly #loop: Loop;
  readonly #milliseconds: number;
  readonly #waiting: (() => void)[] = [];
  #isUnderWay = false;

  constructor(loop: Loop, milliseconds: number) {
    this.#loop = loop;
    this.#milliseconds = milliseconds;
  }

  /** Resolves at the caller's turn. Its work is everything that it does until it waits for something else. */
  async take(): Promise<void> {
    if (this.#isUnderWay) {
      await new Promise<void>((go) => this.#waiting.push(go));
      return;
    }
    this.#isUnderWay = true;
    this.#nextTurn();
  }

  #nextTurn(): void {
    let deadline: number | null = null;
    const begin = () => {
      deadline ??= this.#loop.now() + this.#milliseconds;
      if (this.#loop.now() <= deadline) this.#waiting.shift()?.();
    };
    const places = Math.min(this.#waiting.length, mostInTurn);
    for (let i = 0; i < places; i += 1) this.#loop.later(begin);
    this.#loop.later(() => {
      // A turn without waiting work ends the spreading, so the next piece does not wait.
      if (places === 0 && this.#waiting.length === 0) this.#isUnderWay = false;
      else this.#nextTurn();
    });
  }
}
