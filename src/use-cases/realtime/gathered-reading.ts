import type { OrganizationId } from '../../domain/organization-id.ts';

/** The most ids that wait for a reading. Further ones are dropped: nobody can look at so many. */
const mostWaiting = 1000;
/** The most ids of one reading. */
const mostTogether = 100;

export interface GatheredReadingParts {
  read: (organizationId: OrganizationId, ids: readonly string[]) => Promise<void>;
  onFailure: (error: unknown) => void;
}

/** Reads what was added meanwhile together, one reading after another. */
export class GatheredReading {
  readonly #parts: GatheredReadingParts;
  readonly #waiting = new Map<OrganizationId, Set<string>>();
  #count = 0;
  #isReading = false;

  constructor(parts: GatheredReadingParts) {
    this.#parts = parts;
  }

  add(organizationId: OrganizationId, id: string): void {
    const ids = this.#waiting.get(organizationId) ?? new Set();
    if (this.#count >= mostWaiting || ids.has(id)) return;
    this.#waiting.set(organizationId, ids.add(id));
    this.#count += 1;
    if (!this.#isReading) void this.#readAll();
  }

  async #readAll(): Promise<void> {
    this.#isReading = true;
    try {
      for (let next = this.#take(); next !== null; next = this.#take()) {
        await this.#parts.read(next.organizationId, next.ids).catch(this.#parts.onFailure);
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** Ids of the organization that waits longest; null when nothing waits. */
  #take(): { organizationId: OrganizationId; ids: string[] } | null {
    for (const [organizationId, waiting] of this.#waiting) {
      const ids = [...waiting].slice(0, mostTogether);
      this.#waiting.delete(organizationId);
      for (const id of ids) waiting.delete(id);
      if (waiting.size > 0) this.#waiting.set(organizationId, waiting);
      this.#count -= ids.length;
      return { organizationId, ids };
    }
    return null;
  }
}
