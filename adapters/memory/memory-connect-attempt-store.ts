import type { ConnectAttempt, ConnectAttemptStore } from '../../src/ports/connect-attempt-store.ts';

/** Keeps attempts to connect in memory. */
export class MemoryConnectAttemptStore implements ConnectAttemptStore {
  readonly #attempts = new Map<string, ConnectAttempt>();

  async add(attempt: ConnectAttempt): Promise<void> {
    this.#attempts.set(attempt.stateHash, structuredClone(attempt));
  }

  async take(stateHash: string, now: Date): Promise<ConnectAttempt | null> {
    const attempt = this.#attempts.get(stateHash);
    this.#attempts.delete(stateHash);
    return attempt !== undefined && attempt.expiresAt > now ? attempt : null;
  }

  async prune(now: Date): Promise<void> {
    for (const { stateHash, expiresAt } of this.#attempts.values()) {
      if (expiresAt <= now) this.#attempts.delete(stateHash);
    }
  }
}
