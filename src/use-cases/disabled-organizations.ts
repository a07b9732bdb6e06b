import type { OrganizationId } from '../domain/organization-id.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrganizationStore } from '../ports/organization-store.ts';

/** An answer of the store is good for so long, and for as long as the next one takes. */
const oldMilliseconds = 5_000;

/**
 * Which organizations are disabled, at hand for every request: read again every five seconds, once however many ask.
 *
 * While the store is away the last answer holds: who was shut out stays out, and nobody else is. Before there was one
 * the store's error is passed on, rather than anybody let in: what they came for lies in the same store.
 */
export class DisabledOrganizations {
  readonly #store: Pick<OrganizationStore, 'disabled'>;
  readonly #clock: Clock;
  #known: ReadonlySet<OrganizationId> | null = null;
  #askedAt = 0;
  #reading: Promise<ReadonlySet<OrganizationId>> | null = null;

  constructor(store: Pick<OrganizationStore, 'disabled'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws StoreUnavailable when that cannot be told yet */
  async has(id: OrganizationId): Promise<boolean> {
    const known = this.#known;
    if (known === null) return (await this.read()).has(id);
    // A clock that was set back must not keep an old answer for long.
    const age = Math.abs(this.#clock.now().getTime() - this.#askedAt);
    if (age < oldMilliseconds) return known.has(id);
    const current = await this.read().catch(() => known);
    return current.has(id);
  }

  /**
   * All of them, read now. Whoever asks meanwhile gets the same answer.
   * @throws StoreUnavailable while the store is away
   */
  read(): Promise<ReadonlySet<OrganizationId>> {
    this.#reading ??= this.#begin().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #begin(): Promise<ReadonlySet<OrganizationId>> {
    // Also when it fails: a store that is away is not asked by every request.
    this.#askedAt = this.#clock.now().getTime();
    const disabled = await this.#store.disabled();
    this.#known = new Set(disabled.map(({ id }) => id));
    return this.#known;
  }
}
