/** Knows whether the last HTTP call reached the server. The banner watches it. */
export class ServerReach {
  #away = false;
  #listeners = new Set<() => void>();

  readonly isAway = (): boolean => this.#away;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  note(away: boolean): void {
    if (this.#away === away) return;
    this.#away = away;
    for (const listener of this.#listeners) listener();
  }
}
