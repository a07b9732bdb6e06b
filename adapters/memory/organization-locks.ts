import type { OrganizationId } from '../../src/domain/organization-id.ts';

/** One lock per organization, given in the order in which it was asked for. */
export class OrganizationLocks {
  /** Each fulfils when its organization is free again; an organization that nobody holds has none. */
  readonly #held = new Map<OrganizationId, Promise<void>>();

  /** Waits for all of the organizations, and answers what lets go of them. */
  async take(organizationIds: Iterable<OrganizationId>): Promise<() => void> {
    const releases: (() => void)[] = [];
    // In one order everywhere: two who want the same two organizations never each hold one of them.
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
