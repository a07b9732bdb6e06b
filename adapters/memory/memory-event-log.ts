import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { EventLog, GrownListener, LogHead, LogPage } from '../../src/ports/event-log.ts';
import { lastSeq, type MemoryDatabase } from './memory-database.ts';

/** Keeps the event logs in memory. `epoch` must differ each time the memory starts empty. */
export class MemoryEventLog implements EventLog {
  readonly #database: MemoryDatabase;
  readonly #epoch: string;

  constructor(database: MemoryDatabase, epoch: string) {
    this.#database = database;
    this.#epoch = epoch;
  }

  async read(organizationId: OrganizationId, after: number, limit: number): Promise<LogPage> {
    const { entries, purgedThrough } = this.#database.rowsOf(organizationId);
    const first = Math.max(after - purgedThrough, 0);
    return {
      ...this.#head(organizationId),
      entries: structuredClone(entries.slice(first, first + limit)),
    };
  }

  async heads(
    organizationIds: readonly OrganizationId[],
  ): Promise<ReadonlyMap<OrganizationId, LogHead>> {
    return new Map(organizationIds.map((id) => [id, this.#head(id)]));
  }

  onGrown(listener: GrownListener): void {
    this.#database.onGrown(listener);
  }

  #head(organizationId: OrganizationId): LogHead {
    const rows = this.#database.rowsOf(organizationId);
    return { seq: lastSeq(rows), epoch: this.#epoch, purgedThrough: rows.purgedThrough };
  }
}
