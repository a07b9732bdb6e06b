export interface RouteCalls {
  calls: number;
  /** How often each status was answered; 0 stands for no answer. */
  statuses: Record<string, number>;
}

/** How often each route was called, so that a test can tell how many calls something took. */
export class CallCounter {
  readonly #routes = new Map<string, RouteCalls>();

  begin(route: string): RouteCalls {
    const counted = this.#routes.get(route) ?? { calls: 0, statuses: {} };
    counted.calls += 1;
    this.#routes.set(route, counted);
    return counted;
  }

  /** Of a route (`GET /users/me`). */
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
