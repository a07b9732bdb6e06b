/** Asks for a share of a limit. `key` names the limit, `most` is its size, and this claim takes `cost` of it. */
export interface Claim {
  readonly key: string;
  readonly cost: number;
  readonly most: number;
}

interface Waiting {
  readonly claims: readonly Claim[];
  readonly enter: () => void;
}

/** Lets work in while all of its claims fit. The rest waits in order; work that fits passes work that does not. */
export class Gate {
  readonly #taken = new Map<string, number>();
  readonly #waiting = new Set<Waiting>();
  readonly #patience: { milliseconds: number; mostWaiting: number };

  constructor(patience: { milliseconds: number; mostWaiting: number }) {
    this.#patience = patience;
  }

  /** Answers a function that gives the claims back, and may be called twice; null when they did not fit in time. */
  enter(claims: readonly Claim[]): Promise<(() => void) | null> {
    if (this.#fits(claims)) return Promise.resolve(this.#take(claims));
    if (this.#waiting.size >= this.#patience.mostWaiting) return Promise.resolve(null);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        claims,
        enter: () => {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          resolve(this.#take(claims));
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        resolve(null);
      }, this.#patience.milliseconds);
      this.#waiting.add(waiting);
    });
  }

  #fits(claims: readonly Claim[]): boolean {
    return claims.every(({ key, cost, most }) => (this.#taken.get(key) ?? 0) + cost <= most);
  }

  #take(claims: readonly Claim[]): () => void {
    for (const { key, cost } of claims) this.#taken.set(key, (this.#taken.get(key) ?? 0) + cost);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      for (const claim of claims) this.#giveBack(claim);
      for (const waiting of this.#waiting) if (this.#fits(waiting.claims)) waiting.enter();
    };
  }

  #giveBack({ key, cost }: Claim): void {
    const left = (this.#taken.get(key) ?? 0) - cost;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
