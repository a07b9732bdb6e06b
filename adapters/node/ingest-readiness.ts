import { performance } from 'node:perf_hooks';
import { bounds } from '../../src/domain/bounds.ts';
import { CoreError } from '../../src/domain/errors.ts';
import type { Readiness } from '../../src/ports/readiness.ts';

/** How recent a success must be to prove that the next webhook will be accepted. Milliseconds. */
const fresh = 1_000;
/**
 * How long a refusal counts while no later webhook was accepted. A probe commits no row, and may pass where a webhook
 * fails. Milliseconds.
 */
const refusalCounts = 5_000;

/**
 * Fails while webhooks are refused. The last webhooks decide it; when none came lately, the commit of an empty batch
 * does.
 */
export class IngestReadiness implements Readiness {
  readonly part = 'ingest';
  readonly #commitNothing: () => Promise<unknown>;
  /** When the unfinished ones began, oldest first. */
  readonly #underWay = new Set<{ begunAt: number }>();
  #takenAt = -Infinity;
  #refusedAt = -Infinity;

  constructor(commitNothing: () => Promise<unknown>) {
    this.#commitNothing = commitNothing;
  }

  /**
   * Runs the acceptance of a webhook, and remembers its outcome. Null means that the signature was wrong, which shows
   * nothing about the store.
   */
  async watch<T>(takeIn: () => Promise<T | null>): Promise<T | null> {
    const one = { begunAt: performance.now() };
    this.#underWay.add(one);
    try {
      const receipt = await takeIn();
      if (receipt !== null) this.#takenAt = performance.now();
      return receipt;
    } catch (error) {
      if (error instanceof CoreError && error.retryable) this.#refusedAt = performance.now();
      throw error;
    } finally {
      this.#underWay.delete(one);
    }
  }

  async probe(): Promise<void> {
    const now = performance.now();
    const [oldest] = this.#underWay;
    if (oldest !== undefined && now - oldest.begunAt > bounds.webhookStuck.value)
      throw new Error('A webhook waits for long.');
    if (this.#takenAt > this.#refusedAt && now - this.#takenAt < fresh) return;
    if (this.#refusedAt > this.#takenAt && now - this.#refusedAt < refusalCounts) {
      throw new Error('The last webhook was refused.');
    }
    await this.#commitNothing();
  }
}
