import type { OrganizationId } from '../../domain/organization-id.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OrganizationStore } from '../../ports/organization-store.ts';

/** An answer of the store holds for this time, and while the next one is read. */
const oldMilliseconds = 5_000;

export interface DisabledOrganizationsParts {
  organizations: Pick<OrganizationStore, 'disabled'>;
  clock: Clock;
}

/**
 * Holds the disabled organizations for every request. It reads them again every five seconds, once for all requests.
 *
 * While the store is away the last answer holds: disabled organizations stay shut out, and no other is. Before the
 * first answer the store's error is thrown, because the requested data lies in the same store.
 */
export class DisabledOrganizations {
  readonly #parts: DisabledOrganizationsParts;
  #known: ReadonlySet<OrganizationId> | null = null;
  #askedAt = 0;
  #reading: Promise<ReadonlySet<OrganizationId>> | null = null;

  constructor(parts: DisabledOrganizationsParts) {
    this.#parts = parts;
  }

  /** @throws StoreUnavailable before the first answer of the store */
  async has(id: OrganizationId): Promise<boolean> {
    const known = this.#known;
    if (known === null) return (await this.read()).has(id);
    // A clock that was set back must not keep an old answer for long.
    const age = Math.abs(this.#parts.clock.now().getTime() - this.#askedAt);
    if (age < oldMilliseconds) return known.has(id);
    const current = await this.read().catch(() => known);
    return current.has(id);
  }

  /**
   * Reads all of them now. Callers meanwhile get the same answer.
   * @throws StoreUnavailable while the store is away
   */
  read(): Promise<ReadonlySet<OrganizationId>> {
    this.#reading ??= this.#begin().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #begin(): Promise<ReadonlySet<OrganizationId>> {
    // The time is set before the answer, so that a store that is away is not asked by every request.
    this.#askedAt = this.#parts.clock.now().getTime();
    const disabled = await this.#parts.organizations.disabled();
    this.#known = new Set(disabled.map(({ id }) => id));
    return this.#known;
  }
}
