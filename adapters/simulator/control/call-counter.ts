export interface RouteCalls {
  calls: number;
  /** How often each status was answered. 0 stands for no answer. */
  statuses: Record<string, number>;
}

/** Counts the calls of each route, so that a test can see how many calls an action took. */
export class CallCounter {
  readonly #routes = new Map<string, RouteCalls>();

  begin(route: string): RouteCalls {
    const counted = this.#routes.get(route) ?? { calls: 0, statuses: {} };
    counted.calls += 1;
    this.#routes.set(route, counted);
    return counted;
  }

  /** The calls of a route (`GET /users/me`). */
  calls(route: string): number {
    return this.#routes.get(route)?.calls ?? 0;
  }

  get routes(): Record<string, RouteCalls> {
    return structuredClone(Object.fromEntries(this.#routes));
  }

  reset(): void {
    this.#routes.clear();
  }
}
