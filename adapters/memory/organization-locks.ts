import type { OrganizationId } from '../../src/domain/organization-id.ts';

/** One lock per organization. Those who wait get it in the order of their requests. */
export class OrganizationLocks {
  /** Each promise fulfils when its organization is free again. A free organization has none. */
  readonly #held = new Map<OrganizationId, Promise<void>>();

  /** Waits for all of the organizations. Returns the function that releases them. */
  async take(organizationIds: Iterable<OrganizationId>): Promise<() => void> {
    const releases: (() => void)[] = [];
    // Always in one order, so that two callers who want the same two organizations never hold one each.
    for (const id of [...new Set(organizationIds)].toSorted())
      releases.push(await this.#takeOne(id));
    return () => {
      for (const release of releases.splice(0)) release();
    };
  }

  async #takeOne(id: OrganizationId): Promise<() => void> {
    const before = this.#held.get(id);
    const { promise: released, resolve } = Promise.withResolvers<void>();
    this.#held.set(id, released);
    await before;
    return () => {
      if (this.#held.get(id) === released) this.#held.delete(id);
      resolve();
    };
  }
}
